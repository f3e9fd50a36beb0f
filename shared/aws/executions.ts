import { type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { Executions } from "../ports/executions.ts";
import { errorCode } from "./answer-or.ts";

/** Starts our machines with Step Functions. `machines` are their ARNs. */
export function createExecutions(
  client: SFNClient,
  machines: Readonly<Record<"deploy" | "remove", string>>,
): Executions {
  return {
    async start(machine, deploymentId) {
      const stateMachineArn = machines[machine];
      try {
        const { executionArn } = await client.send(
          new StartExecutionCommand({ stateMachineArn, name: deploymentId, input: JSON.stringify({ deploymentId }) }),
        );
        return executionArn as string;
      } catch (error) {
        // It was started by an earlier try whose answer was lost, and is over already.
        if (errorCode(error) === "ExecutionAlreadyExists") return executionArn(stateMachineArn, deploymentId);
        throw error;
      }
    },
  };
}

/** `…:stateMachine:fairway-deploy` and `d-1` name the execution `…:execution:fairway-deploy:d-1`. */
function executionArn(stateMachineArn: string, name: string): string {
  return `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
}
