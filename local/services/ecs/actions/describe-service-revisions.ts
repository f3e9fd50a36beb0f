import type { Action } from "../../../edge/contract.ts";
import { invalid } from "../service-settings.ts";
import type { EcsState } from "../state.ts";

/** DescribeServiceRevisions, at most twenty. `containerImages` has the digests once the first task resolved them. */
export const describeServiceRevisions: Action<"ecs", "DescribeServiceRevisions", EcsState> = (input, { state }) => {
  const arns = input.serviceRevisionArns ?? [];
  if (arns.length > 20) invalid("At most 20 service revisions can be described at once.");
  const found = arns.map((arn) => ({ arn, revision: state.serviceRevisions.get(arn) }));
  return {
    serviceRevisions: found.flatMap(({ revision }) => revision ?? []),
    failures: found.flatMap(({ arn, revision }) => (revision ? [] : { arn, reason: "MISSING" })),
  };
};
