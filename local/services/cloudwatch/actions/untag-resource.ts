import type { Action } from "../../../edge/contract.ts";
import { requireAlarm } from "../alarms.ts";
import type { CloudWatchState } from "../state.ts";

export const untagResource: Action<"cloudwatch", "UntagResource", CloudWatchState> = (input, { state }) => {
  const { tags } = requireAlarm(state, input.ResourceARN);
  for (const key of input.TagKeys ?? []) tags.delete(key);
  return {};
};
