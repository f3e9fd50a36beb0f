import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { manifestType } from "../manifest.ts";
import { page } from "../pages.ts";
import { findImage, type ImageId, isFailure } from "../references.ts";
import { requireRepository } from "../repositories.ts";
import { type EcrState, type Repository, type StoredImage, tagsOf } from "../state.ts";

export const describeImages: Action<"ecr", "DescribeImages", EcrState> = (input, { state, world }) => {
  const repository = requireRepository(state, world, input);
  const { account } = world;
  if (input.imageIds)
    return {
      imageDetails: input.imageIds.map((id) => describe(account, repository, requireImage(account, repository, id))),
    };
  const wanted = input.filter?.tagStatus ?? "ANY";
  const found = [...repository.images.values()].filter(
    ({ digest }) => wanted === "ANY" || tagsOf(repository, digest).length > 0 === (wanted === "TAGGED"),
  );
  const { entries, nextToken } = page(found, input);
  return { imageDetails: entries.map((image) => describe(account, repository, image)), nextToken };
};

function requireImage(account: string, repository: Repository, id: ImageId): StoredImage {
  const found = findImage(repository, id);
  if (!isFailure(found)) return found;
  if (found.failureCode !== "ImageNotFound" && found.failureCode !== "ImageTagDoesNotMatchDigest")
    throw new AwsError("InvalidParameterException", found.failureReason);
  throw new AwsError(
    "ImageNotFoundException",
    `The image with imageId {imageDigest:'${id.imageDigest ?? "null"}', imageTag:'${id.imageTag ?? "null"}'} does not exist within the repository with name '${repository.name}' in the registry with id '${account}'`,
  );
}

function describe(registryId: string, repository: Repository, image: StoredImage) {
  const imageTags = tagsOf(repository, image.digest);
  return {
    registryId,
    repositoryName: repository.name,
    imageDigest: image.digest,
    ...(imageTags.length > 0 && { imageTags }),
    imageSizeInBytes: image.sizeInBytes,
    imagePushedAt: new Date(image.pushedAt),
    imageManifestMediaType: manifestType,
  };
}
