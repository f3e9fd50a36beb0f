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

/** Opens the pool; resolves when it is full. */
export async function openPortPool(): Promise<PortPool> {
  const held: { port: number; server: Server }[] = [];
  let closed = false;
  const hold = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const server = createServer();
      server.once("error", reject);
      server.unref();
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        if (closed || address === null || typeof address === "string") server.close();
        else held.push({ port: address.port, server });
        resolve();
      });
    });
  await Promise.all(Array.from({ length: poolSize }, hold));
  return {
    take() {
      const next = held.shift();
      if (!next) throw new Error(`More than ${poolSize} containers were started at the same moment.`);
      next.server.close();
      void hold().catch(() => undefined);
      return next.port;
    },
    close() {
      closed = true;
      for (const { server } of held.splice(0)) server.close();
    },
  };
}
