import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { digestIn, manifestOf, manifestType } from "../manifest.ts";
import { requireRepository } from "../repositories.ts";
import type { EcrState } from "../state.ts";
import { pointTag } from "../tagging-images.ts";

/** Gives an image that the repository has a further tag. */
export const putImage: Action<"ecr", "PutImage", EcrState> = (input, context) => {
  const { state, world } = context;
  const repository = requireRepository(state, world, input);
  const { imageTag, imageManifest = "" } = input;
  const image = repository.images.get(digestIn(imageManifest));
  if (!image)
    throw new AwsError(
      "LayersNotFoundException",
      `The image that the manifest names is not in the repository '${repository.name}': push it there first.`,
    );
  if (imageTag === undefined || repository.tags.get(imageTag) === image.digest)
    throw new AwsError(
      "ImageAlreadyExistsException",
      `Image with digest '${image.digest}'${imageTag ? ` and tag '${imageTag}'` : ""} already exists in the repository with name '${repository.name}' in registry with id '${world.account}'`,
    );
  pointTag(context, repository, imageTag, image.digest);
  return {
    image: {
      registryId: world.account,
      repositoryName: repository.name,
      imageId: { imageDigest: image.digest, imageTag },
      imageManifest: manifestOf(image),
      imageManifestMediaType: manifestType,
    },
  };
};
