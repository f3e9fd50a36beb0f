import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { describeRepository, requireRepository } from "../repositories.ts";
import type { EcrState } from "../state.ts";

export const deleteRepository: Action<"ecr", "DeleteRepository", EcrState> = (input, { state, world }) => {
  const repository = requireRepository(state, world, input);
  if (repository.images.size > 0 && !input.force)
    throw new AwsError(
      "RepositoryNotEmptyException",
      `The repository with name '${repository.name}' in registry with id '${world.account}' cannot be deleted because it still contains images`,
    );
  state.repositories.delete(repository.name);
  return { repository: describeRepository(repository, world) };
};
