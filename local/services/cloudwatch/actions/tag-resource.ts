import type { Action } from "../../../edge/contract.ts";
import { addTags, requireAlarm } from "../alarms.ts";
import type { CloudWatchState } from "../state.ts";

export const tagResource: Action<"cloudwatch", "TagResource", CloudWatchState> = (input, { state }) => {
  addTags(requireAlarm(state, input.ResourceARN).tags, input.Tags);
  return {};
};
