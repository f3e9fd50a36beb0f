import type { Action } from "../../../edge/contract.ts";
import type { Running } from "../running.ts";
import { findTagged } from "../tags.ts";

/** Takes tags off a state machine. */
export const untagResource: Action<"states", "UntagResource", Running> = (input, { state }) => {
  const { tags } = findTagged(state, input.resourceArn ?? "");
  for (const key of input.tagKeys ?? []) tags.delete(key);
  return {};
};
