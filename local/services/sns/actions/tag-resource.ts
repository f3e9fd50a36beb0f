import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import type { SnsState, Topic } from "../state.ts";

export const tagResource: Action<"sns", "TagResource", SnsState> = (input, { state }) => {
  const { tags } = findTagged(state, input.ResourceArn);
  for (const { Key = "", Value = "" } of input.Tags ?? []) tags.set(Key, Value);
  return {};
};

/** Only topics have tags. */
export function findTagged(state: SnsState, arn: string | undefined): Topic {
  const topic = state.topics.get(arn ?? "");
  if (!topic) throw new AwsError("ResourceNotFoundException", "Resource does not exist", { status: 404 });
  return topic;
}
