import type { InvocationResult } from "../../../cloud.ts";
import type { Host } from "../../../edge/contract.ts";
import { type Clock, ownTime } from "../../../world/clock.ts";
import type { FunctionRunner, InvocationRequest } from "../runner.ts";
import type { FunctionSettings } from "../state.ts";
import { bundleFolders } from "./bundle-folder.ts";
import { environments } from "./environments.ts";
import { failed, timedOut } from "./errors.ts";
import { endLines, startLine } from "./log-lines.ts";
import type { ProcessEnvironment } from "./process-environment.ts";
import { openSlot, type ProcessSlot } from "./process-slot.ts";

/** How long a function may take to load. */
const initLimitSeconds = 10;

export interface ProcessRunnerOptions {
  /** The local edge, as functions reach it: `http://127.0.0.1:4566`. Asked when an environment starts. */
  endpointUrl(): string;
  /** How long an environment stays with nothing to do; five minutes unless told. */
  readonly idleMilliseconds?: number;
}

/**
 * Runs each execution environment as a child process with nothing but its function's own variables and its role's
 * credentials: one invocation at a time, a new process for each concurrent one, the last warm one first.
 */
export function processRunner(host: Host, options: ProcessRunnerOptions): FunctionRunner {
  const { clock } = host.world;
  const folders = bundleFolders();
  const living = new Set<Promise<void>>();
  let closed = false;

  const open = (settings: FunctionSettings): ProcessSlot => {
    const slot = openSlot(host, folders, options.endpointUrl(), settings);
    const gone: Promise<void> = slot.process
      .then((process) => process.gone)
      .catch(() => {})
      .then(() => void living.delete(gone));
    living.add(gone);
    return slot;
  };
  const pool = environments(clock, open, ownTime(clock, options.idleMilliseconds ?? 300_000));

  return {
    async invoke(settings, payload, request) {
      if (closed) {
        const errorMessage = "The local cloud has ended.";
        return failed({ errorType: "Runtime.InitError", errorMessage });
      }
      const { environment: slot, cold } = pool.take(settings);
      try {
        return await runIn(clock, slot, await slot.process, { settings, payload, request, cold });
      } catch (error) {
        return failed({
          errorType: "Runtime.InitError",
          errorMessage: `The local cloud could not start the function: ${error}`,
        });
      } finally {
        pool.give(settings, slot);
      }
    },
    retire: pool.retire,
    async close() {
      closed = true;
      pool.close();
      await Promise.all(living);
      await folders.close();
    },
  };
}

interface Invocation {
  readonly settings: FunctionSettings;
  readonly payload: unknown;
  readonly request: InvocationRequest;
  readonly cold: boolean;
}

/** Waits until the process has loaded its function, lets it answer, and writes the lines around it to the log. */
async function runIn(clock: Clock, slot: ProcessSlot, process: ProcessEnvironment, invocation: Invocation) {
  const { settings, request, cold } = invocation;
  const { requestId } = request;
  const log = (...messages: readonly string[]): void =>
    request.log(
      slot.stream,
      messages.map((message) => ({ timestamp: clock.now(), message })),
    );
  slot.logTo(log);

  const initError = await within(clock, initLimitSeconds, requestId, process.initialized);
  const began = clock.now();
  log(startLine(requestId, settings));
  const result =
    initError ?? (await within(clock, settings.timeoutSeconds, requestId, process.invoke(message(slot, invocation))));
  const expired = result.kind === "error" && result.errorType === "Sandbox.Timedout";
  if (expired)
    log(
      `${new Date(clock.now()).toISOString()} ${requestId} Task timed out after ${settings.timeoutSeconds.toFixed(2)} seconds\n\n`,
    );
  if (initError || expired) slot.end();
  const report = {
    requestId,
    durationMilliseconds: taken(clock, began),
    initMilliseconds: cold ? taken(clock, slot.began, began) : undefined,
    usedMegabytes: process.usedMegabytes,
  };
  log(...endLines(settings, report, expired ? "timeout" : process.alive ? undefined : "error"));
  return result;
}

/** Time as the process took it: by the machine's clock. */
function taken(clock: Clock, from: number, to = clock.now()): number {
  return Math.round((to - from) / ownTime(clock, 1));
}

function message({ stream }: ProcessSlot, { settings, payload, request }: Invocation) {
  return {
    requestId: request.requestId,
    event: JSON.stringify(payload) ?? "null",
    timeoutMilliseconds: settings.timeoutSeconds * 1_000,
    ...(request.clientContext && { clientContext: Buffer.from(request.clientContext, "base64").toString() }),
    context: {
      functionName: settings.functionName,
      functionVersion: settings.version,
      invokedFunctionArn: settings.functionArn,
      memoryLimitInMB: String(settings.memoryMegabytes),
      logGroupName: settings.logGroup,
      logStreamName: stream,
    },
  };
}

/** `work`, or Lambda's timeout error when it takes longer than `limitSeconds`. */
async function within<T>(
  clock: Clock,
  limitSeconds: number,
  requestId: string,
  work: Promise<T>,
): Promise<T | InvocationResult> {
  const expiry = Promise.withResolvers<InvocationResult>();
  const timer = clock.schedule(ownTime(clock, limitSeconds * 1_000), () =>
    expiry.resolve(timedOut(requestId, limitSeconds)),
  );
  try {
    return await Promise.race([work, expiry.promise]);
  } finally {
    timer.cancel();
  }
}
