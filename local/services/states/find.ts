import { AwsError } from "../../edge/aws-error.ts";
import { arn, type World } from "../../world/world.ts";
import type { Execution, Machine, StatesState } from "./state.ts";

const machineArnForm = /^arn:aws[\w-]*:states:[\w-]+:\d{12}:stateMachine:[^:]{1,80}$/;
const executionArnForm = /^arn:aws[\w-]*:states:[\w-]+:\d{12}:(execution|express):[^:]{1,80}:[^:]{1,80}(:[^:]+)?$/;

export function machineArn(world: World, name: string): string {
  return arn(world, "states", `stateMachine:${name}`);
}

/** `…:execution:machine:name`, or `…:express:machine:name:id` for a machine of type EXPRESS. */
export function executionArn(world: World, machine: Machine, name: string): string {
  if (machine.type === "EXPRESS") return arn(world, "states", `express:${machine.name}:${name}:${world.random.uuid()}`);
  return arn(world, "states", `execution:${machine.name}:${name}`);
}

export function findMachine(state: StatesState, stateMachineArn: string): Machine {
  const machine = state.machines.get(stateMachineArn);
  if (machine) return machine;
  checkForm(stateMachineArn, machineArnForm);
  throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${stateMachineArn}'`);
}

export function findExecution(state: StatesState, arnOfExecution: string): Execution {
  const execution = state.executions.get(arnOfExecution);
  if (execution) return execution;
  checkForm(arnOfExecution, executionArnForm);
  throw new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arnOfExecution}'`);
}

function checkForm(value: string, form: RegExp): void {
  if (!form.test(value)) throw new AwsError("InvalidArn", `Invalid Arn: 'Invalid ARN prefix: ${value}'`);
}
