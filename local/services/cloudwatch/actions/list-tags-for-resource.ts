import type { Action } from "../../../edge/contract.ts";
import { requireAlarm } from "../alarms.ts";
import type { CloudWatchState } from "../state.ts";

export const listTagsForResource: Action<"cloudwatch", "ListTagsForResource", CloudWatchState> = (
  input,
  { state },
) => ({
  Tags: [...requireAlarm(state, input.ResourceARN).tags].map(([Key, Value]) => ({ Key, Value })),
});
