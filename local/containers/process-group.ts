import { type ChildProcess, spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import type { ContainerRequest, Endpoint } from "../cloud.ts";

/** Where each container port really is. */
export type Endpoints = ReadonlyMap<number, Endpoint>;

/** Starts a container's command as the first process of a group of its own. */
export function spawnContainer(request: ContainerRequest, endpoints: Endpoints): ChildProcess {
  const [program = "false", ...rest] = request.command?.length ? request.command : request.image.command;
  return spawn(program === "node" ? process.execPath : program, rest, {
    cwd: request.image.folder,
    env: environmentOf(request, endpoints),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
}

/** The image's variables, the task's over them, and over all the ports, which only the cloud can tell. */
function environmentOf(request: ContainerRequest, endpoints: Endpoints): Record<string, string> {
  const { folder, environment } = request.image;
  const path = [join(folder, "node_modules", ".bin"), dirname(process.execPath), process.env.PATH].join(delimiter);
  return {
    PATH: path,
    HOME: folder,
    HOST: "127.0.0.1",
    HOSTNAME: request.taskId,
    ...environment,
    ...request.environment,
    ...portVariables(request.ports, endpoints),
  };
}

function portVariables(ports: readonly number[], endpoints: Endpoints): Record<string, string> {
  const named = ports.flatMap((port, index) => {
    const endpoint = endpoints.get(port);
    if (endpoint?.kind !== "socket") return [];
    const real = String(endpoint.port);
    return [[`PORT_${port}`, real], ...(index === 0 ? [["PORT", real]] : [])];
  });
  return Object.fromEntries(named);
}

/** What systems say of a group in which nobody is left, or only what has ended: Linux the first, macOS the second. */
const nobodyLeft: readonly unknown[] = ["ESRCH", "EPERM"];

/** Signals every process of a container's group. A group that is gone already needs no signal. */
export function signalGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if (!nobodyLeft.includes((error as NodeJS.ErrnoException).code)) throw error;
  }
}
