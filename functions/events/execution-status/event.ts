import { deploymentOfExecution } from "../../../shared/steps/resumption.ts";

/** What we take of Step Functions' "Step Functions Execution Status Change": that an execution of ours may have died. */
export interface ExecutionStatusChange {
  readonly deploymentId: string;
}

/**
 * Reads the event, tolerant of whatever else Step Functions puts into it; `undefined` for what is none.
 *
 * An event, shortened: `{"source": "aws.states", "detail-type": "Step Functions Execution Status Change", "detail":
 * {"executionArn": "arn:aws:states:us-east-1:123456789012:execution:fairway-deploy:d-1", "stateMachineArn": "…",
 * "name": "d-1", "status": "ABORTED", "input": "{}", "error": null, "cause": null}}`
 */
export function parseExecutionStatusChange(event: unknown): ExecutionStatusChange | undefined {
  const { source, detail } = (event ?? {}) as { source?: unknown; detail?: Readonly<Record<string, unknown>> };
  if (source !== "aws.states" || typeof detail?.name !== "string") return undefined;
  return { deploymentId: deploymentOfExecution(detail.name) };
}
