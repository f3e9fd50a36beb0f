import { AwsError } from "../../edge/aws-error.ts";
import { arn, type World } from "../../world/world.ts";
import type { EcrState, Repository } from "./state.ts";

/** ECR's rule for repository names: lower-case parts joined by `.`, `_`, `-` and `/`. */
const namePattern = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/** Makes an empty repository; an existing one is an error, as in ECR. */
export function createRepository(state: EcrState, world: World, name: string): Repository {
  if (!namePattern.test(name) || name.length < 2 || name.length > 256)
    throw new AwsError(
      "InvalidParameterException",
      `Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '${namePattern.source}''`,
    );
  if (state.repositories.has(name))
    throw new AwsError(
      "RepositoryAlreadyExistsException",
      `The repository with name '${name}' already exists in the registry with id '${world.account}'`,
    );
  const repository: Repository = {
    name,
    arn: arn(world, "ecr", `repository/${name}`),
    uri: `${world.account}.dkr.ecr.${world.region}.amazonaws.com/${name}`,
    createdAt: world.clock.now(),
    images: new Map(),
    tags: new Map(),
    tagMutability: "MUTABLE",
    resourceTags: new Map(),
  };
  state.repositories.set(name, repository);
  return repository;
}

/** The repository, or ECR's own error. */
export function requireRepository(state: EcrState, world: World, name: string | undefined): Repository {
  const repository = state.repositories.get(name ?? "");
  if (!repository)
    throw new AwsError(
      "RepositoryNotFoundException",
      `The repository with name '${name}' does not exist in the registry with id '${world.account}'`,
    );
  return repository;
}

/** A repository as the API shows it. */
export function describeRepository(repository: Repository, world: World) {
  return {
    repositoryArn: repository.arn,
    registryId: world.account,
    repositoryName: repository.name,
    repositoryUri: repository.uri,
    createdAt: new Date(repository.createdAt),
    imageTagMutability: repository.tagMutability,
    imageScanningConfiguration: { scanOnPush: false },
    encryptionConfiguration: { encryptionType: "AES256" as const },
  };
}
