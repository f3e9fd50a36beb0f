import { AwsError } from "../../edge/aws-error.ts";
import { arn, type World } from "../../world/world.ts";
import type { EcrState, Repository, TagMutability } from "./state.ts";

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
    uri: `${registryHost(world)}/${name}`,
    createdAt: world.clock.now(),
    images: new Map(),
    tags: new Map(),
    tagMutability: "MUTABLE",
    resourceTags: new Map(),
  };
  state.repositories.set(name, repository);
  return repository;
}

/** What stands before the slash in the references of this account's images. */
export function registryHost({ account, region }: World): string {
  return `${account}.dkr.ecr.${region}.amazonaws.com`;
}

/** The repository, or ECR's own error. Other registries than the account's have none. */
export function requireRepository(
  state: EcrState,
  world: World,
  {
    repositoryName,
    registryId = world.account,
  }: { repositoryName?: string | undefined; registryId?: string | undefined },
): Repository {
  const repository = registryId === world.account ? state.repositories.get(repositoryName ?? "") : undefined;
  if (repository) return repository;
  throw new AwsError(
    "RepositoryNotFoundException",
    `The repository with name '${repositoryName}' does not exist in the registry with id '${registryId}'`,
  );
}

/** The repository that an ARN names, as the operations on tags do. */
export function requireArn(state: EcrState, world: World, resourceArn = ""): Repository {
  const [, repositoryName] = /:repository\/(.+)$/.exec(resourceArn) ?? [];
  if (repositoryName === undefined)
    throw new AwsError(
      "InvalidParameterException",
      `Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN: ${resourceArn}'`,
    );
  return requireRepository(state, world, { repositoryName, registryId: resourceArn.split(":")[4] });
}

export function tagMutabilityGiven(wanted: string | undefined): TagMutability {
  if (wanted === undefined || wanted === "MUTABLE") return "MUTABLE";
  if (wanted === "IMMUTABLE") return "IMMUTABLE";
  throw new AwsError("InvalidParameterException", `The local cloud knows no imageTagMutability ${wanted}.`);
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
