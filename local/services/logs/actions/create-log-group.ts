import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { addTags, groupNameGiven } from "../names.ts";
import { addGroup, type LogsState } from "../state.ts";

export const createLogGroup: Action<"logs", "CreateLogGroup", LogsState> = (input, { state, world }) => {
  const name = groupNameGiven(input.logGroupName);
  if (state.groups.has(name))
    throw new AwsError("ResourceAlreadyExistsException", "The specified log group already exists");
  const tags = new Map<string, string>();
  addTags(tags, input.tags ?? {});
  addGroup(state, world, name, { class: input.logGroupClass, tags });
  return {};
};
