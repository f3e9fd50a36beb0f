import type { Resumption } from "../steps/resumption.ts";

export type MachineName = "deploy" | "remove";

/** One run of a machine for a deployment; `number` is 0 for the first, and that of its resumption after that. */
export interface ExecutionId {
  readonly machine: MachineName;
  readonly deploymentId: string;
  readonly number: number;
}

/** What the machine is told besides the deployment: that it waits for an approval first, or where it takes it up again. */
export interface ExecutionStart {
  readonly approval?: "needed";
  readonly resumption?: Resumption;
}

/** How an execution is, or how it ended and why. */
export interface ExecutionState {
  readonly status: "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  readonly error?: string;
  readonly cause?: string;
}

/** The state machines, as commands start, look at and stop them. */
export interface Executions {
  /**
   * Starts a machine on a deployment; the execution is named after it (and the resumption), so that asking twice
   * starts it once. Answers the execution's ARN.
   */
  start(machine: MachineName, deploymentId: string, how?: ExecutionStart): Promise<string>;
  /** `undefined`: there is no such execution (yet). */
  find(execution: ExecutionId): Promise<ExecutionState | undefined>;
  /** Stops an execution, and says why. One that is over, or not there, stays as it is. */
  stop(execution: ExecutionId, why: { readonly error: string; readonly cause: string }): Promise<void>;
}
