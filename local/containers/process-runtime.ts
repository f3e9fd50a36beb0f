import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Container, ContainerRequest, ContainerRuntime, Endpoint } from "../cloud.ts";
import { type Clock, ownTime } from "../world/clock.ts";
import type { PortPool } from "./ports.ts";
import { type Endpoints, signalGroup, spawnContainer } from "./process-group.ts";
import { readUsage } from "./process-usage.ts";

/** How often a container's memory is compared with its limit. Where `ps` has to be asked, that takes a while. */
const memoryCheckInterval = process.platform === "linux" ? 1_000 : 5_000;

/** How long output is still read after a container's end, if something that escaped from it keeps its pipes open. */
const outputGrace = 1_000;

/**
 * Runs containers as child processes of the local cloud. Each has an environment of its own and listens on 127.0.0.1,
 * on the port that the variable `PORT` tells (`PORT_<container port>` where it has several). Each is a process group:
 * what a container started is stopped with it, and ends with its first process.
 */
export function createProcessRuntime(clock: Clock, ports: PortPool): ContainerRuntime {
  const running = new Map<ChildProcess, Promise<void>>();
  const killAll = (): void => {
    for (const child of running.keys()) signalGroup(child, "SIGKILL");
  };
  // Nobody would stop them any more when the cloud ends without having been closed.
  process.once("exit", killAll);
  return {
    start(request) {
      const endpoints: Endpoints = new Map<number, Endpoint>(
        request.ports.map((port) => [port, { kind: "socket", host: "127.0.0.1", port: ports.take() }]),
      );
      const child = spawnContainer(request, endpoints);
      const over = Promise.withResolvers<void>();
      running.set(child, over.promise);
      return watch(child, request, endpoints, clock, () => {
        running.delete(child);
        over.resolve();
      });
    },
    async close() {
      killAll();
      await Promise.all(running.values());
      process.removeListener("exit", killAll);
      ports.close();
    },
  };
}

function watch(
  child: ChildProcess,
  request: ContainerRequest,
  endpoints: Endpoints,
  clock: Clock,
  ended: () => void,
): Container {
  let over = false;
  let outOfMemory = false;
  const finish = (code: number): void => {
    if (over) return;
    over = true;
    memoryCheck.cancel();
    request.onExit({ code, outOfMemory });
    ended();
  };
  const checkMemory = (): void => {
    if (over || !child.pid || !request.memory) return;
    outOfMemory = (readUsage(child.pid)?.memory ?? 0) > request.memory;
    if (outOfMemory) signalGroup(child, "SIGKILL");
    else memoryCheck = clock.schedule(ownTime(clock, memoryCheckInterval), checkMemory);
  };
  let memoryCheck = clock.schedule(ownTime(clock, memoryCheckInterval), checkMemory);

  const lines = [child.stdout, child.stderr].map((stream) => forwardLines(stream, request, clock));
  child.once("exit", () => {
    signalGroup(child, "SIGKILL");
    clock.schedule(ownTime(clock, outputGrace), () => {
      for (const stream of [child.stdout, child.stderr]) stream?.destroy();
    });
  });
  child.once("close", async (code, signal) => {
    await Promise.all(lines);
    finish(code ?? 128 + (signal ? constants.signals[signal] : 0));
  });
  child.once("error", (error) => {
    request.onOutput([{ timestamp: clock.now(), message: `exec: ${error.message}` }]);
    finish(exitCodeOf(error));
  });
  return {
    ...(child.pid !== undefined && { processId: child.pid }),
    endpoint: (port) => endpoints.get(port),
    stop: (options) => {
      if (child.exitCode === null && child.signalCode === null)
        signalGroup(child, options?.force ? "SIGKILL" : "SIGTERM");
    },
    usage: () => {
      const usage = over || !child.pid ? undefined : readUsage(child.pid);
      // A process that is busy all the time is so by any clock.
      return usage && { ...usage, cpu: ownTime(clock, usage.cpu) };
    },
  };
}

/** A program that could not be started at all has the shell's own codes: not found, or not to be executed. */
function exitCodeOf(error: Error): number {
  return (error as NodeJS.ErrnoException).code === "EACCES" ? 126 : 127;
}

/** Hands on what a stream prints, line by line. Resolves when the last line was handed on. */
function forwardLines(stream: Readable | null, request: ContainerRequest, clock: Clock): Promise<void> {
  if (!stream) return Promise.resolve();
  return new Promise((resolve) => {
    createInterface({ input: stream })
      .on("line", (message) => request.onOutput([{ timestamp: clock.now(), message }]))
      .once("close", resolve);
    stream.once("close", resolve);
  });
}
