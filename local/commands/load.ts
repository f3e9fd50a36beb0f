import { Agent, request } from "node:http";

/** What came of a load: every request ended in one of these. */
export interface LoadResult {
  readonly requests: number;
  readonly failed: number;
  /** How often each kind of failure was met: `status 502`, `ECONNRESET`. */
  readonly failures: Readonly<Record<string, number>>;
  /** Requests per second, over the whole length. */
  readonly rate: number;
}

/** A load that goes on until it is stopped. */
export interface Load {
  /** Sends nothing more, waits for what is under way, and answers the counts. */
  stop(): Promise<LoadResult>;
}

/** How long a request may take before it counts as failed. */
const timeout = 10_000;

/**
 * Sends GET requests to `url` at `rate` a second, evenly spread, however long the answers take: what waits does not
 * slow down what follows. Anything but a 2xx answer is a failure.
 */
export function startLoad(url: string, rate: number): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const started = performance.now();
  const failures: Record<string, number> = {};
  const open = new Set<Promise<void>>();
  let requests = 0;

  const send = (): void => {
    requests++;
    const sent = get(url, agent).then((outcome) => {
      if (outcome !== "ok") failures[outcome] = (failures[outcome] ?? 0) + 1;
      open.delete(sent);
    });
    open.add(sent);
  };
  const tick = setInterval(() => {
    const due = Math.floor(((performance.now() - started) / 1000) * rate);
    while (requests < due) send();
  }, 5);

  return {
    async stop() {
      clearInterval(tick);
      const seconds = (performance.now() - started) / 1000;
      await Promise.all(open);
      agent.destroy();
      const failed = Object.values(failures).reduce((total, count) => total + count, 0);
      return { requests, failed, failures, rate: Math.round(requests / seconds) };
    },
  };
}

function get(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    const outgoing = request(url, { agent, timeout }, (response) => {
      const { statusCode = 0 } = response;
      response.resume();
      response.once("end", () => resolve(statusCode >= 200 && statusCode < 300 ? "ok" : `status ${statusCode}`));
      response.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
    outgoing.once("timeout", () => outgoing.destroy(new Error("timeout")));
    outgoing.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    outgoing.end();
  });
}
