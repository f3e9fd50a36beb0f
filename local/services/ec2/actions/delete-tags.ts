import type { Action } from "../../../edge/contract.ts";
import { requireResources } from "../resources.ts";
import type { Ec2State } from "../state.ts";

/** Takes tags away: those named (with a value: only if it is that value), or all when none is named. */
export const deleteTags: Action<"ec2", "DeleteTags", Ec2State> = (input, { state }) => {
  for (const id of requireResources(state, input.Resources)) {
    const tags = state.tags.get(id);
    if (!tags) continue;
    const doomed = input.Tags ?? [...tags.keys()].map((Key) => ({ Key, Value: undefined }));
    for (const { Key, Value } of doomed) {
      if (Key !== undefined && (Value === undefined || tags.get(Key) === Value)) tags.delete(Key);
    }
  }
  return {};
};
