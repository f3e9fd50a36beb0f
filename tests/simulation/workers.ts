import { Worker } from "node:worker_threads";
import type { Errand } from "./errands.ts";
import type { Outcome } from "./trial.ts";
import type { Sites } from "./world.ts";

/** An errand, and what came of it; without `seen`, and with a trace only where an invariant was broken. */
export interface Ran {
  readonly errand: Errand;
  readonly outcome: Outcome;
}

/**
 * Runs errands on as many threads as there are `workers`, and answers them in their own order: how many threads there
 * are, and how quick each is, changes nothing about what is answered.
 */
export async function* runOnWorkers(
  errands: Iterable<Errand>,
  { workers, sites }: { readonly workers: number; readonly sites: Sites },
): AsyncGenerator<Ran> {
  const waiting = errands[Symbol.iterator]();
  const results = new Map<number, PromiseWithResolvers<Ran>>();
  let handedOut = 0;
  const resultOf = (index: number): PromiseWithResolvers<Ran> => {
    const known = results.get(index) ?? Promise.withResolvers<Ran>();
    results.set(index, known);
    // Whoever waits hears of the failure, and it may be that nobody waits yet.
    known.promise.catch(() => {});
    return known;
  };
  const threads = Array.from({ length: workers }, () => {
    const thread = new Worker(new URL("worker.ts", import.meta.url), { workerData: sites });
    let current: { index: number; errand: Errand } | undefined;
    const handOut = (): void => {
      const { done, value } = waiting.next();
      current = done ? undefined : { index: handedOut++, errand: value };
      if (current) thread.postMessage(current);
    };
    const fail = (error: unknown): void => {
      for (let index = current?.index ?? 0; index <= handedOut; index++) resultOf(index).reject(error);
    };
    thread.on("message", ({ index, outcome }: { index: number; outcome: Outcome }) => {
      if (current?.index === index) resultOf(index).resolve({ errand: current.errand, outcome });
      handOut();
    });
    thread.on("error", fail);
    handOut();
    return thread;
  });
  try {
    for (let index = 0; index < handedOut; index++) {
      yield await resultOf(index).promise;
      results.delete(index);
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}
