import { AwsError } from "../../../edge/aws-error.ts";
import { executionArn, findMachine } from "../find.ts";
import { maximumPayloadBytes } from "../language/json.ts";
import type { Execution } from "../state.ts";
import type { Engine } from "./thread.ts";

const namesAreKept = 90 * 24 * 3600_000;
const validName = /^[^\s\p{Cc}<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/u;

/**
 * Starts an execution as StartExecution does: the same name with the same input, while it runs, is the same
 * execution; any other use of a name within 90 days is refused.
 */
export function startNamed(
  engine: Engine,
  stateMachineArn: string,
  name: string | undefined,
  input: string,
): Execution {
  const { world } = engine.host;
  const machine = findMachine(engine.state, stateMachineArn);
  if (machine.status === "DELETING")
    throw new AwsError("StateMachineDeleting", `State Machine Deleting: '${stateMachineArn}'`);
  checkInput(input);
  if (name !== undefined && !validName.test(name)) throw new AwsError("InvalidName", `Invalid Name: '${name}'`);
  const chosen = name ?? world.random.uuid();
  const arn = executionArn(world, machine, chosen);
  const existing = engine.state.executions.get(arn);
  if (existing && !mayReuse(existing, world.clock.now())) {
    if (existing.status === "RUNNING" && existing.input === input) return existing;
    throw new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
  }
  return engine.start(machine, chosen, arn, input);
}

function checkInput(input: string): void {
  if (Buffer.byteLength(input) > maximumPayloadBytes)
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${maximumPayloadBytes}`,
    );
  try {
    JSON.parse(input);
  } catch (error) {
    throw new AwsError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${(error as Error).message}'`);
  }
}

function mayReuse(execution: Execution, now: number): boolean {
  return execution.stopDate !== undefined && now - execution.stopDate > namesAreKept;
}
