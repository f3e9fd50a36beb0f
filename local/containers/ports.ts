import { createServer, type Server } from "node:net";

/**
 * Free ports on 127.0.0.1, kept ready so that one can be had at once: each is held by a listening server until it is
 * taken, so that nobody else gets it meanwhile.
 */
export interface PortPool {
  /** A port that nothing listens on. */
  take(): number;
  close(): void;
}

const poolSize = 64;

/**
 * Where ports are looked for: below the ranges out of which systems give ports to connections (from 32768 on Linux,
 * 49152 elsewhere), or a busy load balancer might be given the port of a container that is just starting.
 */
const lowest = 15_000;
const highest = 32_000;

/** How many ports apart two pools of one process begin, and those of two processes that were started together. */
const apart = { pools: 2 * poolSize, processes: 1_021 } as const;
let opened = 0;

/** Opens the pool; resolves when it is full. */
export async function openPortPool(): Promise<PortPool> {
  const held: { port: number; server: Server }[] = [];
  let closed = false;
  // No pool comes to where another one has just given a port away, which nobody listens on yet.
  const begin = process.pid * apart.processes + opened++ * apart.pools;
  let next = lowest + (begin % (highest - lowest));
  const nextPort = (): number => {
    const port = next;
    next = next + 1 < highest ? next + 1 : lowest;
    return port;
  };
  const hold = async (): Promise<void> => {
    for (let tries = 0; !closed && tries < highest - lowest; tries++) {
      const port = nextPort();
      const server = await listen(port);
      if (server && closed) server.close();
      else if (server) held.push({ port, server });
      if (server) return;
    }
  };
  await Promise.all(Array.from({ length: poolSize }, hold));
  return {
    take() {
      if (closed) throw new Error("The pool of ports is closed.");
      const first = held.shift();
      if (!first) throw new Error(`More than ${poolSize} container ports were asked for at the same moment.`);
      first.server.close();
      void hold();
      return first.port;
    },
    close() {
      closed = true;
      for (const { server } of held.splice(0)) server.close();
    },
  };
}

/** Listens, or answers nothing when the port is not free. */
function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.unref();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
