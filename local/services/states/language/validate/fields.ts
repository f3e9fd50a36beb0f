import type { StateType } from "../definition.ts";

/** What a field's value must be. */
export type FieldKind =
  | "text"
  | "boolean"
  | "integer"
  | "number"
  | "object"
  | "any"
  | "list"
  | "path"
  | "path or null"
  | "path or function"
  | "reference path"
  | "reference path or null"
  | "template"
  | "timestamp"
  | "state name"
  | "machine";

type Fields = Readonly<Record<string, FieldKind>>;

const always: Fields = { Type: "text", Comment: "text", QueryLanguage: "text" };
const selecting: Fields = { InputPath: "path or null", OutputPath: "path or null" };
const moving: Fields = { Next: "state name", End: "boolean" };
const working: Fields = {
  ...selecting,
  ...moving,
  ResultSelector: "template",
  ResultPath: "reference path or null",
  Retry: "list",
  Catch: "list",
};

/** The fields that each kind of state may have, in the JSONPath query language. */
export const stateFields: Readonly<Record<StateType, Fields>> = {
  Task: {
    ...always,
    ...working,
    Resource: "text",
    Parameters: "template",
    TimeoutSeconds: "integer",
    TimeoutSecondsPath: "reference path",
    HeartbeatSeconds: "integer",
    HeartbeatSecondsPath: "reference path",
  },
  Pass: {
    ...always,
    ...selecting,
    ...moving,
    Parameters: "template",
    Result: "any",
    ResultPath: "reference path or null",
  },
  Choice: { ...always, ...selecting, Choices: "list", Default: "state name" },
  Wait: {
    ...always,
    ...selecting,
    ...moving,
    Seconds: "integer",
    SecondsPath: "reference path",
    Timestamp: "timestamp",
    TimestampPath: "reference path",
  },
  Succeed: { ...always, ...selecting },
  Fail: { ...always, Error: "text", ErrorPath: "path or function", Cause: "text", CausePath: "path or function" },
  Parallel: { ...always, ...working, Parameters: "template", Branches: "list" },
  Map: {
    ...always,
    ...working,
    Parameters: "template",
    ItemSelector: "template",
    ItemsPath: "reference path",
    ItemProcessor: "machine",
    Iterator: "machine",
    MaxConcurrency: "integer",
    MaxConcurrencyPath: "reference path",
    ToleratedFailureCount: "integer",
    ToleratedFailureCountPath: "reference path",
    ToleratedFailurePercentage: "number",
    ToleratedFailurePercentagePath: "reference path",
  },
};

export const machineFields: Fields = {
  Comment: "text",
  StartAt: "text",
  States: "object",
  TimeoutSeconds: "integer",
  Version: "text",
  QueryLanguage: "text",
  ProcessorConfig: "object",
};

export const retrierFields: Fields = {
  ErrorEquals: "list",
  IntervalSeconds: "integer",
  MaxAttempts: "integer",
  BackoffRate: "number",
  MaxDelaySeconds: "integer",
  JitterStrategy: "text",
  Comment: "text",
};

export const catcherFields: Fields = {
  ErrorEquals: "list",
  Next: "state name",
  ResultPath: "reference path or null",
  Comment: "text",
};

/** Fields of Step Functions which this cloud does not have, and what to use instead. */
export const missingFields: Readonly<Record<string, string>> = {
  Assign: "Variables (Assign) are not implemented by this cloud; pass values on with ResultPath",
  Credentials: "Credentials are not implemented by this cloud; tasks run as the machine's role",
  Arguments: "Arguments belong to JSONata, which this cloud does not implement; use Parameters",
  Output: "Output belongs to JSONata, which this cloud does not implement; use OutputPath",
  ItemReader: "Distributed Map (ItemReader) is not implemented by this cloud; use ItemsPath",
  ItemBatcher: "Distributed Map (ItemBatcher) is not implemented by this cloud",
  ResultWriter: "Distributed Map (ResultWriter) is not implemented by this cloud",
};
