/** Runs errands on a thread of its own, one after the other. */
import { parentPort, workerData } from "node:worker_threads";
import { type Errand, runErrand } from "./errands.ts";
import type { Sites } from "./world.ts";

const sites = workerData as Sites;

// What fails where nobody waits for it, as in a story whose function never answers, is seen by the invariants.
process.on("unhandledRejection", () => {});
parentPort?.on("message", async ({ index, errand }: { index: number; errand: Errand }) => {
  const outcome = await runErrand(errand, sites);
  // A trace is long, and nobody reads one of a run that went well.
  const trace = outcome.violations.length > 0 ? outcome.trace : [];
  const { history: _history, ...told } = outcome;
  parentPort?.postMessage({ index, outcome: { ...told, trace, seen: new Map() } });
});
