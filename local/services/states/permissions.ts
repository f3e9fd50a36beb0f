import type { Permission, Permissions } from "../../edge/contract.ts";
import { machineArn } from "./find.ts";
import type { Running } from "./running.ts";

type Tags = readonly { key?: string | undefined; value?: string | undefined }[] | undefined;

const on = (operation: string, resource: string | undefined, keys: Permission["keys"] = {}): Permission[] => [
  { action: `states:${operation}`, resources: [resource ?? "*"], keys },
];

const passing = (roleArn: string | undefined): Permission[] =>
  roleArn === undefined
    ? []
    : [{ action: "iam:PassRole", resources: [roleArn], keys: { "iam:PassedToService": "states.amazonaws.com" } }];

function requestTags(tags: Tags): Record<string, string | string[]> {
  if (!tags || tags.length === 0) return {};
  const named = tags.map(({ key = "", value = "" }): [string, string] => [`aws:RequestTag/${key}`, value]);
  return { ...Object.fromEntries(named), "aws:TagKeys": tags.map(({ key = "" }) => key) };
}

function resourceTags(state: Running, arn: string | undefined): Record<string, string> {
  const tags = state.machines.get(arn ?? "")?.tags ?? new Map<string, string>();
  return Object.fromEntries([...tags].map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

/** What calls ask of IAM: on the machine's ARN, the execution's, or (for answers by token) on `*`. */
export const permissions: Permissions<"states", Running> = {
  CreateStateMachine: (input, { world }) => [
    ...on("CreateStateMachine", machineArn(world, input.name ?? ""), requestTags(input.tags)),
    ...passing(input.roleArn),
  ],
  UpdateStateMachine: (input, { state }) => [
    ...on("UpdateStateMachine", input.stateMachineArn, resourceTags(state, input.stateMachineArn)),
    ...passing(input.roleArn),
  ],
  DeleteStateMachine: (input, { state }) =>
    on("DeleteStateMachine", input.stateMachineArn, resourceTags(state, input.stateMachineArn)),
  DescribeStateMachine: (input, { state }) =>
    on("DescribeStateMachine", input.stateMachineArn, resourceTags(state, input.stateMachineArn)),
  ListExecutions: (input, { state }) =>
    on("ListExecutions", input.stateMachineArn, resourceTags(state, input.stateMachineArn)),
  StartExecution: (input, { state }) =>
    on("StartExecution", input.stateMachineArn, resourceTags(state, input.stateMachineArn)),
  StartSyncExecution: (input, { state }) =>
    on("StartSyncExecution", input.stateMachineArn, resourceTags(state, input.stateMachineArn)),
  TagResource: (input, { state }) =>
    on("TagResource", input.resourceArn, { ...resourceTags(state, input.resourceArn), ...requestTags(input.tags) }),
  UntagResource: (input, { state }) =>
    on("UntagResource", input.resourceArn, {
      ...resourceTags(state, input.resourceArn),
      "aws:TagKeys": input.tagKeys ?? [],
    }),
  ListTagsForResource: (input, { state }) =>
    on("ListTagsForResource", input.resourceArn, resourceTags(state, input.resourceArn)),
  DescribeExecution: (input) => on("DescribeExecution", input.executionArn),
  DescribeStateMachineForExecution: (input) => on("DescribeStateMachineForExecution", input.executionArn),
  GetExecutionHistory: (input) => on("GetExecutionHistory", input.executionArn),
  RedriveExecution: (input) => on("RedriveExecution", input.executionArn),
  StopExecution: (input) => on("StopExecution", input.executionArn),
};
