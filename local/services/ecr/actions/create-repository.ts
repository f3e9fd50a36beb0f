import type { Action } from "../../../edge/contract.ts";
import { createRepository as create, describeRepository, tagMutabilityGiven } from "../repositories.ts";
import type { EcrState } from "../state.ts";
import { addTags } from "../tags.ts";

export const createRepository: Action<"ecr", "CreateRepository", EcrState> = (input, { state, world }) => {
  const tagMutability = tagMutabilityGiven(input.imageTagMutability);
  const tags = new Map<string, string>();
  addTags(tags, input.tags ?? []);
  const repository = create(state, world, input.repositoryName ?? "");
  repository.tagMutability = tagMutability;
  for (const [key, value] of tags) repository.resourceTags.set(key, value);
  return { repository: describeRepository(repository, world) };
};
