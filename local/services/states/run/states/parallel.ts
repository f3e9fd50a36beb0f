import { fillParameters, outputOf, selectInput } from "../../language/data-flow.ts";
import type { ParallelState } from "../../language/definition.ts";
import type { Json } from "../../language/json.ts";
import { addEvent } from "../history.ts";
import { runStates } from "../run-states.ts";
import { fork, record, recordAbort, type Thread } from "../thread.ts";
import { tryState } from "../trying.ts";
import { readingOf, type StateRunner, type Visit } from "../visit.ts";

/** Parallel: runs its branches side by side; the result is the list of their outputs. One failure ends them all. */
export const runParallel: StateRunner<ParallelState> = (visit) =>
  tryState(visit, async () => {
    const { state } = visit;
    const selected = selectInput(state.InputPath, readingOf(visit, visit.input));
    const input = fillParameters(state.Parameters, readingOf(visit, selected));
    const results = await runBranches(visit, input);
    return outputOf(state, visit.input, results, readingOf(visit, visit.input));
  });

async function runBranches(visit: Visit<ParallelState>, input: Json): Promise<Json[]> {
  const { thread, state } = visit;
  const started = record(thread, "ParallelStateStarted");
  const scope = thread.scope.child();
  const branches = state.Branches.map(() => fork(thread, scope, started));
  let first: { readonly branch: Thread; readonly error: unknown } | undefined;
  try {
    const results = await Promise.all(
      branches.map(async (branch, index) => {
        try {
          const output = await runStates(branch, state.Branches[index] as ParallelState["Branches"][number], input);
          thread.last = branch.last;
          return output;
        } catch (error) {
          if (!scope.cancelled) {
            first = { branch, error };
            scope.cancel();
          }
          throw error;
        }
      }),
    );
    record(thread, "ParallelStateSucceeded");
    return results;
  } catch (error) {
    if (!first || thread.scope.cancelled) throw error;
    const { branch: failed, error: reason } = first;
    for (const branch of branches) if (branch !== failed) recordAbort(branch, failed.last);
    thread.last = addEvent(thread.engine.host.world, thread.execution, "ParallelStateFailed", failed.last);
    throw reason;
  } finally {
    if (!thread.scope.cancelled) {
      thread.children.clear();
      scope.close();
    }
  }
}
