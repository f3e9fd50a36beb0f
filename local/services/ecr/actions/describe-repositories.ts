import type { Action } from "../../../edge/contract.ts";
import { describeRepository, requireRepository } from "../repositories.ts";
import type { EcrState } from "../state.ts";

export const describeRepositories: Action<"ecr", "DescribeRepositories", EcrState> = (input, { state, world }) => {
  const chosen = input.repositoryNames?.map((name) => requireRepository(state, world, name));
  return {
    repositories: [...(chosen ?? state.repositories.values())].map((repository) =>
      describeRepository(repository, world),
    ),
  };
};
