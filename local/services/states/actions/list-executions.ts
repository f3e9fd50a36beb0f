import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findMachine } from "../find.ts";
import { page } from "../pages.ts";
import type { Running } from "../running.ts";

const statuses = ["SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"];

/** Lists a machine's executions, the latest first. */
export const listExecutions: Action<"states", "ListExecutions", Running> = (input, { state }) => {
  const { statusFilter, redriveFilter } = input;
  if (input.stateMachineArn === undefined)
    throw new AwsError("ValidationException", "'stateMachineArn' is required: this cloud has no map runs.");
  if (statusFilter !== undefined && !statuses.includes(statusFilter))
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${statusFilter}' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [${statuses.join(", ")}]`,
    );
  const machine = findMachine(state, input.stateMachineArn);
  const executions = [...state.executions.values()]
    .filter((execution) => execution.machine === machine)
    .filter(({ status }) => statusFilter === undefined || status === statusFilter)
    .filter(({ redriveCount }) => redriveFilter === undefined || (redriveFilter === "REDRIVEN") === redriveCount > 0)
    .reverse()
    .sort((a, b) => b.startDate - a.startDate);
  const { items, nextToken } = page(executions, input);
  return {
    executions: items.map((execution) => ({
      executionArn: execution.arn,
      stateMachineArn: machine.arn,
      name: execution.name,
      status: execution.status,
      startDate: new Date(execution.startDate),
      ...(execution.stopDate !== undefined && { stopDate: new Date(execution.stopDate) }),
      redriveCount: execution.redriveCount,
      ...(execution.redriveDate !== undefined && { redriveDate: new Date(execution.redriveDate) }),
    })),
    ...(nextToken && { nextToken }),
  };
};
