import type { Json, JsonObject } from "./json.ts";

/** A state machine in the Amazon States Language, as far as the JSONPath query language goes. */
export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
  readonly TimeoutSeconds?: number;
}

export type State =
  | TaskState
  | PassState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

export type StateType = State["Type"];

interface Common {
  readonly InputPath?: string | null;
  readonly OutputPath?: string | null;
}

interface Transition {
  readonly Next?: string;
  readonly End?: boolean;
}

/** What Task, Parallel and Map share: they make a result, and may fail. */
export interface Working extends Common, Transition {
  readonly ResultSelector?: JsonObject;
  readonly ResultPath?: string | null;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: "FULL" | "NONE";
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string | null;
}

export interface TaskState extends Working {
  readonly Type: "Task";
  readonly Resource: string;
  readonly Parameters?: Json;
  readonly TimeoutSeconds?: number;
  readonly TimeoutSecondsPath?: string;
  readonly HeartbeatSeconds?: number;
  readonly HeartbeatSecondsPath?: string;
}

export interface PassState extends Common, Transition {
  readonly Type: "Pass";
  readonly Parameters?: Json;
  readonly Result?: Json;
  readonly ResultPath?: string | null;
}

export interface ChoiceState extends Common {
  readonly Type: "Choice";
  readonly Choices: readonly (Rule & { readonly Next: string })[];
  readonly Default?: string;
}

/** A rule of a Choice: `And`, `Or`, `Not`, or `Variable` with one comparison operator. */
export type Rule = Readonly<Record<string, unknown>>;

export interface WaitState extends Common, Transition {
  readonly Type: "Wait";
  readonly Seconds?: number;
  readonly SecondsPath?: string;
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
}

export interface SucceedState extends Common {
  readonly Type: "Succeed";
}

export interface FailState {
  readonly Type: "Fail";
  readonly Error?: string;
  readonly ErrorPath?: string;
  readonly Cause?: string;
  readonly CausePath?: string;
}

export interface ParallelState extends Working {
  readonly Type: "Parallel";
  readonly Parameters?: Json;
  readonly Branches: readonly Definition[];
}

export interface MapState extends Working {
  readonly Type: "Map";
  readonly ItemsPath?: string;
  readonly ItemSelector?: Json;
  /** The older name of `ItemSelector`. */
  readonly Parameters?: Json;
  readonly ItemProcessor?: Definition;
  /** The older name of `ItemProcessor`. */
  readonly Iterator?: Definition;
  readonly MaxConcurrency?: number;
  readonly MaxConcurrencyPath?: string;
  readonly ToleratedFailureCount?: number;
  readonly ToleratedFailureCountPath?: string;
  readonly ToleratedFailurePercentage?: number;
  readonly ToleratedFailurePercentagePath?: string;
}
