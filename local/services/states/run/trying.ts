import type { MapState, ParallelState, TaskState } from "../language/definition.ts";
import { StateFailure } from "../language/faults.ts";
import type { Json } from "../language/json.ts";
import { writePath } from "../language/path/write.ts";
import { type Attempts, findCatcher, nextAttempt } from "../language/retry.ts";
import { asFailure, type Outcome, type Visit } from "./visit.ts";

/** Makes a state's output, again as `Retry` says while it fails; then as `Catch` says. */
export async function tryState(
  visit: Visit<TaskState | ParallelState | MapState>,
  attempt: () => Promise<Json>,
): Promise<Outcome> {
  const { state, thread } = visit;
  const { clock, random } = thread.engine.host.world;
  const attempts: Attempts = new Map();
  for (;;) {
    try {
      return { output: await attempt(), next: state.Next };
    } catch (thrown) {
      const failure = asFailure(visit, thrown);
      if (!(failure instanceof StateFailure) || thread.scope.cancelled) throw failure;
      const delay = nextAttempt(state.Retry, failure, attempts, random);
      if (delay === undefined) return caught(visit, failure);
      await thread.scope.sleep(clock, delay);
      visit.retries++;
      thread.execution.transitions++;
    }
  }
}

function caught(visit: Visit<TaskState | ParallelState | MapState>, failure: StateFailure): Outcome {
  const catcher = findCatcher(visit.state.Catch, failure);
  if (!catcher) throw failure;
  const resultPath = catcher.ResultPath === undefined ? "$" : catcher.ResultPath;
  const result = { Error: failure.error ?? "", Cause: failure.reason ?? "" };
  return { output: writePath(resultPath, visit.input, result), next: catcher.Next };
}
