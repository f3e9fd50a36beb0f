import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findTaskDefinition } from "../lookup.ts";
import type { EcsState } from "../state.ts";
import { fromTags } from "../tags.ts";

/** DescribeTaskDefinition, INACTIVE ones too. */
export const describeTaskDefinition: Action<"ecs", "DescribeTaskDefinition", EcsState> = (input, ecs) => {
  const found = findTaskDefinition(ecs, input.taskDefinition ?? "");
  if (!found) throw new AwsError("ClientException", "Unable to describe task definition.");
  return { taskDefinition: { ...found.shape }, ...(input.include?.includes("TAGS") && { tags: fromTags(found.tags) }) };
};
