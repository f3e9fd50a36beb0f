import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { streamNameGiven } from "../names.ts";
import { addStream, type LogsState, requireGroup } from "../state.ts";

export const createLogStream: Action<"logs", "CreateLogStream", LogsState> = (input, { state, world }) => {
  const group = requireGroup(state, input.logGroupName);
  const name = streamNameGiven(input.logStreamName);
  if (group.streams.has(name))
    throw new AwsError("ResourceAlreadyExistsException", "The specified log stream already exists");
  addStream(group, world, name);
  return {};
};
