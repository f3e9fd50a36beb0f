import type { Action } from "../../../edge/contract.ts";
import { requireRepository, tagMutabilityGiven } from "../repositories.ts";
import type { EcrState } from "../state.ts";

export const putImageTagMutability: Action<"ecr", "PutImageTagMutability", EcrState> = (input, { state, world }) => {
  const repository = requireRepository(state, world, input);
  repository.tagMutability = tagMutabilityGiven(input.imageTagMutability);
  return {
    registryId: world.account,
    repositoryName: repository.name,
    imageTagMutability: repository.tagMutability,
  };
};
