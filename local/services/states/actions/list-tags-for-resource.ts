import type { Action } from "../../../edge/contract.ts";
import type { Running } from "../running.ts";
import { findTagged } from "../tags.ts";

/** Lists a state machine's tags. */
export const listTagsForResource: Action<"states", "ListTagsForResource", Running> = (input, { state }) => ({
  tags: [...findTagged(state, input.resourceArn ?? "").tags].map(([key, value]) => ({ key, value })),
});
