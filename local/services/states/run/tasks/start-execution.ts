import { Fault, StateFailure } from "../../language/faults.ts";
import type { Json, JsonObject } from "../../language/json.ts";
import type { Execution } from "../../state.ts";
import { startNamed } from "../start-named.ts";
import { cause, serviceFailure } from "./failures.ts";
import type { Integration } from "./integration-task.ts";
import { refusal } from "./role.ts";

/** `arn:aws:states:::states:startExecution`: starts another machine, and waits for its end with `.sync` or `.sync:2`. */
export const startExecution: Integration = {
  async submit(visit, _scope, parameters) {
    const { engine } = visit.thread;
    const { StateMachineArn, Name, Input = {} } = parameters;
    if (typeof StateMachineArn !== "string")
      throw new Fault("The parameter 'StateMachineArn' of 'states:startExecution' is required");
    const refused = refusal(visit, "states:StartExecution", StateMachineArn);
    if (refused !== undefined)
      throw new StateFailure(
        "StepFunctions.AccessDeniedException",
        cause(refused, "AWSStepFunctions", 400, "AccessDeniedException", visit),
      );
    try {
      const input = typeof Input === "string" ? Input : JSON.stringify(Input);
      const execution = startNamed(engine, StateMachineArn, typeof Name === "string" ? Name : undefined, input);
      return { ExecutionArn: execution.arn, StartDate: execution.startDate };
    } catch (error) {
      throw serviceFailure(error, "StepFunctions", "AWSStepFunctions", visit);
    }
  },

  async awaitEnd(visit, scope, submitted, pattern) {
    const { engine } = visit.thread;
    const child = engine.state.executions.get((submitted as JsonObject).ExecutionArn as string) as Execution;
    if (child.status === "RUNNING")
      await scope.wait<void>((resolve) => {
        const over = (): void => resolve();
        child.whenOver.add(over);
        return () => {
          child.whenOver.delete(over);
          engine.stop(child);
        };
      });
    const description = describe(child, pattern === "sync:2");
    if (child.status !== "SUCCEEDED") throw new StateFailure("States.TaskFailed", JSON.stringify(description));
    return description;
  },
};

/** What DescribeExecution answers, as Step Functions hands it on. `.sync:2` reads the output's JSON. */
function describe(child: Execution, parsed: boolean): JsonObject {
  const read = (text: string): Json => (parsed ? (JSON.parse(text) as Json) : text);
  return {
    ExecutionArn: child.arn,
    Input: read(child.input),
    InputDetails: { Included: true },
    Name: child.name,
    ...(child.output !== undefined && { Output: read(child.output), OutputDetails: { Included: true } }),
    ...(child.error !== undefined && { Error: child.error }),
    ...(child.cause !== undefined && { Cause: child.cause }),
    StartDate: child.startDate,
    StateMachineArn: child.machine.arn,
    Status: child.status,
    StopDate: child.stopDate ?? null,
  };
}
