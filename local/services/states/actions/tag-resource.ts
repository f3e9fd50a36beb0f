import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import type { Running } from "../running.ts";
import { findTagged, maximumTags, readTags } from "../tags.ts";

/** Adds tags to a state machine, or gives them new values. */
export const tagResource: Action<"states", "TagResource", Running> = (input, { state }) => {
  const { arn, tags } = findTagged(state, input.resourceArn ?? "");
  const together = new Map([...tags, ...readTags(input.tags)]);
  if (together.size > maximumTags) throw new AwsError("TooManyTags", `Too Many Tags: '${arn}'`);
  for (const [key, value] of together) tags.set(key, value);
  return {};
};
