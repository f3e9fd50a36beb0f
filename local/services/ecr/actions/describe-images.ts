import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { requireRepository } from "../repositories.ts";
import { type EcrState, findImage, tagsOf } from "../state.ts";

export const describeImages: Action<"ecr", "DescribeImages", EcrState> = (input, { state, world }) => {
  const repository = requireRepository(state, world, input.repositoryName);
  const chosen = input.imageIds?.map(({ imageTag, imageDigest }) => {
    const image = findImage(state, { repository: repository.name, tag: imageTag, digest: imageDigest });
    if (!image)
      throw new AwsError(
        "ImageNotFoundException",
        `The image with imageId {imageDigest:'${imageDigest ?? "null"}', imageTag:'${imageTag ?? "null"}'} does not exist within the repository with name '${repository.name}' in the registry with id '${world.account}'`,
      );
    return image;
  });
  return {
    imageDetails: [...(chosen ?? repository.images.values())].map((image) => ({
      registryId: world.account,
      repositoryName: repository.name,
      imageDigest: image.digest,
      imageTags: tagsOf(repository, image.digest),
      imageSizeInBytes: image.sizeInBytes,
      imagePushedAt: new Date(image.pushedAt),
      imageManifestMediaType: "application/vnd.oci.image.manifest.v1+json",
    })),
  };
};
