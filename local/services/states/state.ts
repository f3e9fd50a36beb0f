import type { Output } from "../../edge/contract.ts";
import type { Definition } from "./language/definition.ts";
import type { Json } from "./language/json.ts";
import type { Scope } from "./run/scope.ts";

/** All that Step Functions knows: machines and executions by ARN, open and answered tasks by token. */
export interface StatesState {
  readonly machines: Map<string, Machine>;
  readonly executions: Map<string, Execution>;
  readonly tasks: Map<string, CallbackTask>;
}

export interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly type: "STANDARD" | "EXPRESS";
  readonly creationDate: number;
  readonly tags: Map<string, string>;
  status: "ACTIVE" | "DELETING";
  /** What executions that start from now on run. */
  revision: Revision;
  loggingConfiguration: Output<"states", "DescribeStateMachine">["loggingConfiguration"];
  tracingConfiguration: Output<"states", "DescribeStateMachine">["tracingConfiguration"];
}

/** What an update of a machine replaces; an execution keeps the one that it began with. */
export interface Revision {
  /** None before the first update, as on AWS. */
  readonly id?: string;
  readonly date: number;
  readonly text: string;
  readonly definition: Definition;
  readonly roleArn: string;
}

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

export type HistoryEvent = NonNullable<Output<"states", "GetExecutionHistory">["events"]>[number];

export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly machine: Machine;
  readonly revision: Revision;
  /** JSON text, as it was sent, and what it says. */
  readonly input: string;
  readonly data: Json;
  readonly startDate: number;
  status: ExecutionStatus;
  stopDate?: number;
  output?: string;
  error?: string;
  cause?: string;
  readonly history: HistoryEvent[];
  /** States entered and retries made: what Step Functions bills. */
  transitions: number;
  redriveCount: number;
  redriveDate?: number;
  /** The state, outside of any branch, in which the execution ended without success: where a redrive goes on. */
  position?: { readonly state: string; readonly input: Json };
  /** Ends all that the execution waits for. Replaced by a redrive. */
  scope: Scope;
  /** Called once when the execution is over. */
  readonly whenOver: Set<() => void>;
}

/** A task that waits for an answer with its token. */
export interface CallbackTask {
  readonly execution: Execution;
  open: boolean;
  succeed(output: Json): void;
  fail(error: string | undefined, cause: string | undefined): void;
  heartbeat(): void;
}

export function emptyState(): StatesState {
  return { machines: new Map(), executions: new Map(), tasks: new Map() };
}
