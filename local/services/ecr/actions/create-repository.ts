import type { Action } from "../../../edge/contract.ts";
import { createRepository as create, describeRepository } from "../repositories.ts";
import type { EcrState } from "../state.ts";

export const createRepository: Action<"ecr", "CreateRepository", EcrState> = (input, { state, world }) => {
  const repository = create(state, world, input.repositoryName ?? "");
  repository.tagMutability = input.imageTagMutability === "IMMUTABLE" ? "IMMUTABLE" : "MUTABLE";
  for (const { Key, Value } of input.tags ?? []) repository.resourceTags.set(Key ?? "", Value ?? "");
  return { repository: describeRepository(repository, world) };
};
