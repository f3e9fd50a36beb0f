import type { Host } from "../../edge/contract.ts";
import type { Execution } from "./state.ts";

/** Tells EventBridge that an execution started, or how it ended. Express executions tell nothing, as on AWS. */
export function announce({ cloud }: Host, execution: Execution): void {
  if (execution.machine.type === "EXPRESS") return;
  const { output } = execution;
  cloud.events.emit({
    source: "aws.states",
    detailType: "Step Functions Execution Status Change",
    resources: [execution.arn],
    detail: {
      executionArn: execution.arn,
      stateMachineArn: execution.machine.arn,
      name: execution.name,
      status: execution.status,
      startDate: execution.startDate,
      stopDate: execution.stopDate ?? null,
      input: execution.input,
      output: output ?? null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: execution.redriveCount,
      redriveDate: execution.redriveDate ?? null,
      ...redriveStatus(execution),
      inputDetails: { included: true },
      outputDetails: output === undefined ? null : { included: true },
      error: execution.error ?? null,
      cause: execution.cause ?? null,
    },
  });
}

/** Whether the execution could be redriven, and why not. */
export function redriveStatus(execution: Execution): {
  redriveStatus: "REDRIVABLE" | "NOT_REDRIVABLE";
  redriveStatusReason?: string;
} {
  const { status } = execution;
  if (status !== "RUNNING" && status !== "SUCCEEDED") return { redriveStatus: "REDRIVABLE" };
  return {
    redriveStatus: "NOT_REDRIVABLE",
    redriveStatusReason: `Execution is ${status} and cannot be redriven`,
  };
}
