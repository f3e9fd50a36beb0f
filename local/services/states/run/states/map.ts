import { fillParameters, outputOf, selectInput } from "../../language/data-flow.ts";
import type { Definition, MapState } from "../../language/definition.ts";
import { Fault, StateFailure } from "../../language/faults.ts";
import type { Json } from "../../language/json.ts";
import { readPath } from "../../language/path/read.ts";
import { addEvent } from "../history.ts";
import { runStates } from "../run-states.ts";
import { fork, record, recordAbort, type Thread } from "../thread.ts";
import { tryState } from "../trying.ts";
import { numberOf, readingOf, type StateRunner, type Visit } from "../visit.ts";

/** How many iterations of an inline Map run at once at most, whatever `MaxConcurrency` says. */
const maximumConcurrency = 40;

/** Map: runs its processor once for each item; the result is the list of their outputs. */
export const runMap: StateRunner<MapState> = (visit) =>
  tryState(visit, async () => {
    const { state } = visit;
    const input = selectInput(state.InputPath, readingOf(visit, visit.input));
    const items = readPath(state.ItemsPath ?? "$", readingOf(visit, input), "ItemsPath");
    if (!Array.isArray(items)) throw new Fault(`Reference path "${state.ItemsPath ?? "$"}" must point to array.`);
    const results = await runIterations(visit, input, items);
    return outputOf(state, visit.input, results, readingOf(visit, visit.input));
  });

async function runIterations(visit: Visit<MapState>, input: Json, items: readonly Json[]): Promise<Json[]> {
  const { thread, state, name } = visit;
  const reading = readingOf(visit, input);
  const tolerated = toleratedFailures(visit, reading, items.length);
  const concurrency = Math.min(numberOf(reading, visit, "MaxConcurrency") || maximumConcurrency, maximumConcurrency);
  const processor = (state.ItemProcessor ?? state.Iterator) as Definition;
  const started = record(thread, "MapStateStarted", { mapStateStartedEventDetails: { length: items.length } });
  const scope = thread.scope.child();
  const results: Json[] = [];
  const running = new Map<Thread, number>();
  let failures = 0;
  let next = 0;
  let first: { readonly branch: Thread; readonly error: unknown } | undefined;

  const runOne = async (index: number): Promise<void> => {
    const details = { name, index };
    const branch = fork(thread, scope, started, { Index: index, Value: items[index] as Json });
    running.set(branch, index);
    try {
      record(branch, "MapIterationStarted", { mapIterationStartedEventDetails: details });
      const itemReading = readingOf({ ...visit, thread: branch }, input);
      const template = state.ItemSelector ?? state.Parameters;
      const item = template === undefined ? (items[index] as Json) : fillParameters(template, itemReading);
      results[index] = await runStates(branch, processor, item);
      record(branch, "MapIterationSucceeded", { mapIterationSucceededEventDetails: details });
    } catch (error) {
      if (scope.cancelled) throw error;
      const cause = branch.last;
      record(branch, "MapIterationFailed", { mapIterationFailedEventDetails: details });
      if (!(error instanceof StateFailure) || ++failures > tolerated) {
        running.delete(branch);
        branch.last = cause;
        first = { branch, error: tolerated > 0 ? tooManyFailures() : error };
        scope.cancel();
        throw error;
      }
      results[index] = { Error: error.error ?? "", Cause: error.reason ?? "" };
    }
    thread.last = branch.last;
    thread.children.delete(branch);
    running.delete(branch);
  };

  const worker = async (): Promise<void> => {
    while (next < items.length) await runOne(next++);
  };

  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
    record(thread, "MapStateSucceeded");
    return results;
  } catch (error) {
    if (!first || thread.scope.cancelled) throw error;
    const { branch: failed, error: reason } = first;
    const { world } = thread.engine.host;
    for (const [branch, index] of running) {
      recordAbort(branch, failed.last);
      addEvent(world, thread.execution, "MapIterationAborted", failed.last, {
        mapIterationAbortedEventDetails: { name, index },
      });
    }
    thread.last = addEvent(world, thread.execution, "MapStateFailed", failed.last);
    throw reason;
  } finally {
    if (!thread.scope.cancelled) {
      thread.children.clear();
      scope.close();
    }
  }
}

/** How many iterations may fail: by count, by percentage, or (the smaller) both. None unless told. */
function toleratedFailures(visit: Visit<MapState>, reading: ReturnType<typeof readingOf>, length: number): number {
  const count = numberOf(reading, visit, "ToleratedFailureCount");
  const percentage = numberOf(reading, visit, "ToleratedFailurePercentage");
  if (count === undefined && percentage === undefined) return 0;
  return Math.min(count ?? length, percentage === undefined ? length : Math.floor((length * percentage) / 100));
}

function tooManyFailures(): StateFailure {
  return new StateFailure(
    "States.ExceedToleratedFailureThreshold",
    "The specified tolerated failure threshold was exceeded",
  );
}
