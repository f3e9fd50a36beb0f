import type { Host } from "../../../edge/contract.ts";
import type { Timer } from "../../../world/clock.ts";
import { announce } from "../announce.ts";
import { StateFailure } from "../language/faults.ts";
import type { Json } from "../language/json.ts";
import type { Execution, ExecutionStatus, Machine, StatesState } from "../state.ts";
import { addEvent, asError, asInput, asOutput, type EventDetails, type EventType } from "./history.ts";
import { runStates } from "./run-states.ts";
import { Cancelled, newScope } from "./scope.ts";
import type { Engine, Thread } from "./thread.ts";

/** How an execution ended. */
interface Ending {
  readonly status: Exclude<ExecutionStatus, "RUNNING">;
  readonly type: EventType;
  readonly details: EventDetails;
  readonly previousEventId: number;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** Makes what runs executions on the world's clock. */
export function createEngine(host: Host, state: StatesState): Engine & { redrive(execution: Execution): void } {
  const { world } = host;

  const engine = {
    host,
    state,

    start(machine: Machine, name: string, arn: string, input: string): Execution {
      const data = JSON.parse(input) as Json;
      const execution: Execution = {
        arn,
        name,
        machine,
        revision: machine.revision,
        input,
        data,
        startDate: world.clock.now(),
        status: "RUNNING",
        history: [],
        transitions: 0,
        redriveCount: 0,
        scope: newScope(),
        whenOver: new Set(),
      };
      state.executions.set(execution.arn, execution);
      addEvent(world, execution, "ExecutionStarted", 0, {
        executionStartedEventDetails: { ...asInput(data), input, roleArn: execution.revision.roleArn },
      });
      announce(host, execution);
      void run(execution, data, 0);
      return execution;
    },

    stop(execution: Execution, error?: string, cause?: string): void {
      const details = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
      end(execution, {
        status: "ABORTED",
        type: "ExecutionAborted",
        details: { executionAbortedEventDetails: details },
        previousEventId: 0,
        ...details,
      });
    },

    die(execution: Execution, { error, cause }: { error: string; cause: string }): void {
      end(execution, {
        status: "FAILED",
        type: "ExecutionFailed",
        details: { executionFailedEventDetails: { error, cause } },
        previousEventId: 0,
        error,
        cause,
      });
    },

    expire(execution: Execution): void {
      end(execution, {
        status: "TIMED_OUT",
        type: "ExecutionTimedOut",
        details: { executionTimedOutEventDetails: {} },
        previousEventId: 0,
      });
    },

    redrive(execution: Execution): void {
      const { position } = execution;
      if (!position) return;
      const last = execution.history.length;
      execution.status = "RUNNING";
      execution.redriveCount++;
      execution.redriveDate = world.clock.now();
      execution.scope = newScope();
      for (const member of ["stopDate", "error", "cause", "output"] as const) delete execution[member];
      const redriven = addEvent(world, execution, "ExecutionRedriven", last, {
        executionRedrivenEventDetails: { redriveCount: execution.redriveCount },
      });
      announce(host, execution);
      void run(execution, position.input, redriven, position.state);
    },
  };

  const run = async (execution: Execution, input: Json, last: number, from?: string): Promise<void> => {
    const { definition } = execution.revision;
    const { scope } = execution;
    const thread: Thread = { engine, execution, scope, last, children: new Set() };
    const deadline = startDeadline(execution);
    try {
      const output = await runStates(thread, definition, input, from);
      end(execution, {
        status: "SUCCEEDED",
        type: "ExecutionSucceeded",
        details: { executionSucceededEventDetails: asOutput(output) },
        previousEventId: thread.last,
        output: JSON.stringify(output),
      });
    } catch (thrown) {
      if (thrown instanceof Cancelled) return;
      const failure =
        thrown instanceof StateFailure
          ? thrown
          : new StateFailure("States.Runtime", `Internal error: ${String(thrown)}`);
      end(execution, {
        status: "FAILED",
        type: "ExecutionFailed",
        details: { executionFailedEventDetails: asError(failure) },
        previousEventId: thread.last,
        ...asError(failure),
      });
    } finally {
      deadline?.cancel();
    }
  };

  const startDeadline = (execution: Execution): Timer | undefined => {
    const { TimeoutSeconds } = execution.revision.definition;
    if (TimeoutSeconds === undefined) return undefined;
    return world.clock.schedule(TimeoutSeconds * 1000, () => engine.expire(execution));
  };

  const end = (execution: Execution, ending: Ending): void => {
    if (execution.status !== "RUNNING") return;
    const { status, type, details, previousEventId, ...outcome } = ending;
    execution.status = status;
    execution.stopDate = world.clock.now();
    Object.assign(execution, outcome);
    addEvent(world, execution, type, previousEventId, details);
    execution.scope.cancel();
    announce(host, execution);
    for (const tell of [...execution.whenOver]) tell();
    execution.whenOver.clear();
    forgetIfDeleted(state, execution.machine);
  };

  return engine;
}

/** A deleted machine is gone, with its executions, once none of them runs any more. */
export function forgetIfDeleted(state: StatesState, machine: Machine): void {
  if (machine.status !== "DELETING") return;
  const own = [...state.executions.values()].filter((execution) => execution.machine === machine);
  if (own.some(({ status }) => status === "RUNNING")) return;
  for (const { arn } of own) state.executions.delete(arn);
  if (state.machines.get(machine.arn) === machine) state.machines.delete(machine.arn);
}
