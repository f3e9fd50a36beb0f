import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Container, ContainerRequest, ContainerRuntime, Endpoint, LogLine } from "../cloud.ts";
import type { Clock } from "../world/clock.ts";
import type { PortPool } from "./ports.ts";
import { readUsage } from "./process-usage.ts";

/** How often a container's memory is compared with its limit. */
const memoryCheckInterval = 1_000;

/**
 * Runs containers as child processes of the local cloud. Each has an environment of its own and listens on 127.0.0.1,
 * on the port that the variable `PORT` tells; a process group each, so that stopping it ends what it started too.
 */
export function createProcessRuntime(clock: Clock, ports: PortPool): ContainerRuntime {
  const running = new Set<{ child: ChildProcess; ended: Promise<void> }>();
  return {
    start(request) {
      const endpoints = new Map<number, Endpoint>(
        request.ports.map((port) => [port, { kind: "socket", host: "127.0.0.1", port: ports.take() }]),
      );
      const child = spawnContainer(request, endpoints);
      const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
      const entry = { child, ended };
      running.add(entry);
      void ended.then(() => running.delete(entry));
      forwardOutput(child, request, clock);
      return watch(child, request, endpoints, clock);
    },
    async close() {
      const all = [...running];
      for (const { child } of all) signal(child, "SIGKILL");
      await Promise.all(all.map(({ ended }) => ended));
      ports.close();
    },
  };
}

function spawnContainer(request: ContainerRequest, endpoints: ReadonlyMap<number, Endpoint>): ChildProcess {
  const [program = "false", ...rest] = request.command?.length ? request.command : request.image.command;
  const first = endpoints.get(request.ports[0] ?? 0);
  return spawn(program === "node" ? process.execPath : program, rest, {
    cwd: request.image.folder,
    env: {
      PATH: [join(request.image.folder, "node_modules", ".bin"), dirname(process.execPath), process.env.PATH].join(
        delimiter,
      ),
      HOME: request.image.folder,
      HOSTNAME: request.taskId,
      ...(first?.kind === "socket" && { PORT: String(first.port), HOST: first.host }),
      ...request.image.environment,
      ...request.environment,
      ...(first?.kind === "socket" && { PORT: String(first.port) }),
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
}

function forwardOutput(child: ChildProcess, request: ContainerRequest, clock: Clock): void {
  const forward = (stream: Readable | null): void => {
    if (!stream) return;
    createInterface({ input: stream }).on("line", (message) => {
      const line: LogLine = { timestamp: clock.now(), message };
      request.onOutput([line]);
    });
  };
  forward(child.stdout);
  forward(child.stderr);
}

function watch(
  child: ChildProcess,
  request: ContainerRequest,
  endpoints: ReadonlyMap<number, Endpoint>,
  clock: Clock,
): Container {
  let over = false;
  let outOfMemory = false;
  const finish = (code: number): void => {
    if (over) return;
    over = true;
    request.onExit({ code, outOfMemory });
  };
  child.once("close", (code, signalName) => finish(code ?? 128 + (signalName ? constants.signals[signalName] : 0)));
  // The program could not be started at all: the shell's own code for "command not found".
  child.once("error", (error) => {
    request.onOutput([{ timestamp: clock.now(), message: `exec: ${error.message}` }]);
    finish(127);
  });
  const checkMemory = (): void => {
    if (over || !child.pid || !request.memory) return;
    if ((readUsage(child.pid)?.memory ?? 0) > request.memory) {
      outOfMemory = true;
      signal(child, "SIGKILL");
    } else clock.schedule(memoryCheckInterval, checkMemory);
  };
  clock.schedule(memoryCheckInterval, checkMemory);
  return {
    ...(child.pid !== undefined && { processId: child.pid }),
    endpoint: (port) => endpoints.get(port),
    stop: (options) => signal(child, options?.force ? "SIGKILL" : "SIGTERM"),
    usage: () => (over || !child.pid ? undefined : readUsage(child.pid)),
  };
}

/** Signals the container's whole process group. A group that is gone already needs no signal. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (!child.pid || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    child.kill(name);
  }
}
