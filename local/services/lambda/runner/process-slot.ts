import type { Host } from "../../../edge/contract.ts";
import { ownTime } from "../../../world/clock.ts";
import type { FunctionSettings } from "../state.ts";
import type { BundleFolders } from "./bundle-folder.ts";
import type { Environment } from "./environments.ts";
import { streamName } from "./log-lines.ts";
import { type ProcessEnvironment, startProcess } from "./process-environment.ts";
import { processVariables } from "./process-variables.ts";

/** Time that credentials must still have beyond the function's timeout, else a new environment is started. */
const credentialMarginSeconds = 60;

/** An execution environment from the moment it is asked for: its process follows when the code is unzipped. */
export interface ProcessSlot extends Environment {
  readonly began: number;
  readonly stream: string;
  /** Rejects when there can be no process: the role is gone, or the code cannot be unzipped. */
  readonly process: Promise<ProcessEnvironment>;
  /** Where output goes from now on; what was written before any invocation comes first. */
  logTo(write: (text: string) => void): void;
}

/** Starts an environment with the function's own variables and fresh credentials of its role. */
export function openSlot(
  host: Host,
  folders: BundleFolders,
  endpointUrl: string,
  settings: FunctionSettings,
): ProcessSlot {
  const { clock, random, region } = host.world;
  const stream = streamName(clock.now(), settings.version, random.characters(32));
  const early: string[] = [];
  let write = (text: string): void => void early.push(text);
  let ended = false;
  let started: ProcessEnvironment | undefined;
  let usableUntil = 0;

  const open = async (): Promise<ProcessEnvironment> => {
    const credentials = host.cloud.identity.assume(settings.role, settings.functionName);
    usableUntil = credentials.expiration - ownTime(clock, (settings.timeoutSeconds + credentialMarginSeconds) * 1_000);
    const folder = await folders.find(settings.code);
    const environment = processVariables({ settings, stream, folder, credentials, region, endpointUrl });
    const cacheFolder = await folders.compileCache();
    const { pace } = clock;
    started = startProcess({ settings, folder, cacheFolder, environment, pace, onLog: (text) => write(text) });
    if (ended) started.end();
    return started;
  };

  const process = open();
  process.catch(() => {
    ended = true;
  });
  return {
    began: clock.now(),
    stream,
    process,
    get usable() {
      return !ended && started?.alive === true && clock.now() < usableUntil;
    },
    logTo(next) {
      write = next;
      for (const text of early.splice(0)) next(text);
    },
    end() {
      ended = true;
      started?.end();
    },
  };
}
