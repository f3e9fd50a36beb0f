import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { InvocationResult } from "../../../cloud.ts";
import type { Pace } from "../../../world/clock.ts";
import type { FunctionSettings } from "../state.ts";
import { type ErrorPayload, exited, failed } from "./errors.ts";

const runtimeFile = fileURLToPath(new URL("./runtime.mjs", import.meta.url));

type Message =
  | { type: "ready" }
  | { type: "initError"; error: ErrorPayload }
  | { type: "log"; text: string }
  | { type: "result"; payload: string; usedMegabytes: number }
  | { type: "error"; error: ErrorPayload; usedMegabytes: number }
  | { type: "fatal"; error: ErrorPayload };

export interface ProcessInvocation {
  readonly requestId: string;
  /** JSON. */
  readonly event: string;
  readonly timeoutMilliseconds: number;
  readonly clientContext?: string;
  readonly context: Readonly<Record<string, string>>;
}

/** One child process that has loaded a function. */
export interface ProcessEnvironment {
  /** Whether it can still answer. */
  readonly alive: boolean;
  /** MiB, as last told. */
  readonly usedMegabytes: number;
  /** Resolves when the handler is loaded (`undefined`), or with the error that it could not be. */
  readonly initialized: Promise<InvocationResult | undefined>;
  invoke(invocation: ProcessInvocation): Promise<InvocationResult>;
  /** Kills the process. */
  end(): void;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;
}

export interface ProcessStart {
  readonly settings: FunctionSettings;
  readonly folder: string;
  readonly cacheFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** How time passes in the cloud: the function's dates follow it. */
  readonly pace: Pace | undefined;
  onLog(text: string): void;
}

/** Starts the process; it loads the handler at once. */
export function startProcess(start: ProcessStart): ProcessEnvironment {
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${start.settings.memoryMegabytes}`,
      runtimeFile,
      start.folder,
      start.cacheFolder,
      JSON.stringify(start.pace ?? null),
    ],
    { cwd: start.folder, env: start.environment, stdio: ["ignore", "pipe", "pipe", "ipc"] },
  );
  const init = Promise.withResolvers<InvocationResult | undefined>();
  const gone = Promise.withResolvers<void>();
  let current: { requestId: string; answer(result: InvocationResult): void } | undefined;
  let alive = true;
  let usedMegabytes = 0;

  const settle = (result: InvocationResult): void => {
    const answered = current;
    current = undefined;
    if (answered) answered.answer(result);
    else init.resolve(result);
  };
  const over = (code: number | null, signal: string | null): void => {
    alive = false;
    settle(exited(current?.requestId ?? "", code, signal));
    gone.resolve();
  };

  child.on("message", (message: Message) => {
    if ("usedMegabytes" in message) usedMegabytes = Math.max(usedMegabytes, message.usedMegabytes);
    switch (message.type) {
      case "ready":
        return init.resolve(undefined);
      case "log":
        return start.onLog(message.text);
      case "result":
        return settle({ kind: "result", payload: JSON.parse(message.payload) });
      case "error":
        return settle(failed(message.error));
      case "initError":
      case "fatal":
        alive = false;
        return settle(failed(message.error));
    }
  });
  for (const output of [child.stdout, child.stderr])
    output?.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split(/(?<=\n)/)) start.onLog(line);
    });
  child.on("close", over);
  child.on("error", () => over(null, null));

  return {
    initialized: init.promise,
    gone: gone.promise,
    get alive() {
      return alive;
    },
    get usedMegabytes() {
      return usedMegabytes;
    },
    invoke(invocation) {
      return new Promise((answer) => {
        current = { requestId: invocation.requestId, answer };
        if (!alive) return settle(exited(invocation.requestId, null, "SIGKILL"));
        child.send({ type: "invoke", ...invocation }, () => {});
      });
    },
    end: () => kill(child),
  };
}

function kill(child: ChildProcess): void {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
}
