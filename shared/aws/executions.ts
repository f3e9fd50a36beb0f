import {
  DescribeExecutionCommand,
  type ExecutionStatus,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import type { ExecutionState, Executions, MachineName } from "../ports/executions.ts";
import { executionName } from "../steps/resumption.ts";
import { answerOr, errorCode } from "./answer-or.ts";

/** Starts, finds and stops runs of our machines with Step Functions. `machines` are their ARNs. */
export function createExecutions(client: SFNClient, machines: Readonly<Record<MachineName, string>>): Executions {
  const arnOf = ({ machine, deploymentId, number }: Parameters<Executions["find"]>[0]): string =>
    executionArn(machines[machine], executionName(deploymentId, number));
  return {
    async start(machine, deploymentId, { approval, resumption } = {}) {
      const stateMachineArn = machines[machine];
      const name = executionName(deploymentId, resumption?.number ?? 0);
      const resumed =
        resumption && resumption.from !== "begin" ? { resume: resumption.from, error: resumption.error } : {};
      const input = JSON.stringify({ deploymentId, ...(approval && { approval }), ...resumed });
      try {
        const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
        return executionArn as string;
      } catch (error) {
        // It was started by an earlier try whose answer was lost, and is over already.
        if (errorCode(error) === "ExecutionAlreadyExists") return executionArn(stateMachineArn, name);
        throw error;
      }
    },
    async find(execution) {
      const call = client.send(
        new DescribeExecutionCommand({ executionArn: arnOf(execution), includedData: "METADATA_ONLY" }),
      );
      const found = await answerOr(call, { ExecutionDoesNotExist: undefined });
      if (!found) return undefined;
      const { status, error, cause } = found;
      return {
        status: stateOf(status),
        ...(error !== undefined && { error }),
        ...(cause !== undefined && { cause }),
      };
    },
    async stop(execution, why) {
      const call = client.send(new StopExecutionCommand({ executionArn: arnOf(execution), ...why }));
      await answerOr(call, { ExecutionDoesNotExist: undefined });
    },
  };
}

/** One that waits to be redriven is not over. What AWS may add one day is taken for at work, so that nothing is undone for it. */
function stateOf(status: ExecutionStatus | undefined): ExecutionState["status"] {
  switch (status) {
    case "SUCCEEDED":
    case "FAILED":
    case "TIMED_OUT":
    case "ABORTED":
      return status;
    default:
      return "RUNNING";
  }
}

/** `…:stateMachine:fairway-deploy` and `d-1` name the execution `…:execution:fairway-deploy:d-1`. */
function executionArn(stateMachineArn: string, name: string): string {
  return `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
}
