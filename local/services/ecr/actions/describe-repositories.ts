import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";
import { describeRepository, requireRepository } from "../repositories.ts";
import type { EcrState } from "../state.ts";

export const describeRepositories: Action<"ecr", "DescribeRepositories", EcrState> = (input, { state, world }) => {
  const { repositoryNames, registryId } = input;
  const chosen = repositoryNames?.map((repositoryName) =>
    requireRepository(state, world, { repositoryName, registryId }),
  );
  const own = registryId === undefined || registryId === world.account ? [...state.repositories.values()] : [];
  const { entries, nextToken } = page(chosen ?? own, input);
  return { repositories: entries.map((repository) => describeRepository(repository, world)), nextToken };
};
