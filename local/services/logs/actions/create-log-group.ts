import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { addGroup, type LogsState } from "../state.ts";

/** `[.\-_/#A-Za-z0-9]+`, at most 512 characters: CreateLogGroup's API reference. */
const namePattern = /^[.\-_/#A-Za-z0-9]{1,512}$/;

export const createLogGroup: Action<"logs", "CreateLogGroup", LogsState> = (input, { state, world }) => {
  const name = input.logGroupName ?? "";
  if (!namePattern.test(name))
    throw new AwsError(
      "InvalidParameterException",
      `1 validation error detected: Value '${name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`,
    );
  if (state.groups.has(name))
    throw new AwsError("ResourceAlreadyExistsException", "The specified log group already exists");
  const group = addGroup(state, world, name);
  for (const [key, value] of Object.entries(input.tags ?? {})) group.tags.set(key, value);
  return {};
};
