import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import type { EcrState } from "../state.ts";

export const listTagsForResource: Action<"ecr", "ListTagsForResource", EcrState> = (input, { state }) => {
  const repository = [...state.repositories.values()].find(({ arn }) => arn === input.resourceArn);
  if (!repository)
    throw new AwsError("RepositoryNotFoundException", `The repository '${input.resourceArn}' does not exist`);
  return { tags: [...repository.resourceTags].map(([Key, Value]) => ({ Key, Value })) };
};
