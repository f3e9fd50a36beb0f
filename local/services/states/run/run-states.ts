import { draw } from "../../../world/world.ts";
import type { Definition, State } from "../language/definition.ts";
import { StateFailure } from "../language/faults.ts";
import { type Json, maximumPayloadBytes, sizeInBytes } from "../language/json.ts";
import { asInput, asOutput, type EventType } from "./history.ts";
import { Cancelled } from "./scope.ts";
import { runChoice } from "./states/choice.ts";
import { runFail } from "./states/fail.ts";
import { runMap } from "./states/map.ts";
import { runParallel } from "./states/parallel.ts";
import { runPass } from "./states/pass.ts";
import { runSucceed } from "./states/succeed.ts";
import { runTask } from "./states/task.ts";
import { runWait } from "./states/wait.ts";
import { record, type Thread } from "./thread.ts";
import { asFailure, type Outcome, type StateRunner, type Visit } from "./visit.ts";

const runners: { readonly [Kind in State["Type"]]: StateRunner<Extract<State, { Type: Kind }>> } = {
  Choice: runChoice,
  Fail: runFail,
  Map: runMap,
  Parallel: runParallel,
  Pass: runPass,
  Succeed: runSucceed,
  Task: runTask,
  Wait: runWait,
};

/** Runs a machine, a branch or an iteration from its first state, or from `from`, to its end. */
export async function runStates(
  thread: Thread,
  { StartAt, States }: Definition,
  input: Json,
  from = StartAt,
): Promise<Json> {
  let name = from;
  let data = input;
  for (;;) {
    const outcome = await visitState(thread, name, States[name] as State, data);
    if (outcome.next === undefined) return outcome.output;
    name = outcome.next;
    data = outcome.output;
  }
}

async function visitState(thread: Thread, name: string, state: State, input: Json): Promise<Outcome> {
  const { engine, execution, scope } = thread;
  const { world } = engine.host;
  if (!thread.parent) execution.position = { state: name, input };
  await scope.sleep(world.clock, draw(world, world.profile.stateTransition));
  if (execution.machine.status === "DELETING") {
    engine.stop(execution);
    throw new Cancelled();
  }
  execution.transitions++;
  const enteredEventId = record(thread, `${state.Type}StateEntered` as EventType, {
    stateEnteredEventDetails: { name, ...asInput(input) },
  });
  thread.current = state.Type;
  const visit: Visit = { thread, name, state, input, enteredEventId, enteredAt: world.clock.now(), retries: 0 };
  try {
    const outcome = await (runners[state.Type] as StateRunner<State>)(visit);
    checkSize(name, outcome.output);
    record(thread, `${state.Type}StateExited` as EventType, {
      stateExitedEventDetails: { name, ...asOutput(outcome.output) },
    });
    thread.current = undefined;
    return outcome;
  } catch (error) {
    throw asFailure(visit, error);
  }
}

function checkSize(name: string, output: Json): void {
  if (sizeInBytes(output) > maximumPayloadBytes)
    throw new StateFailure(
      "States.DataLimitExceeded",
      `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
}
