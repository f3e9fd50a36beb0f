import type { Action } from "../../../edge/contract.ts";
import { findImage, type ImageFailure, type ImageId, isFailure } from "../references.ts";
import { requireRepository } from "../repositories.ts";
import { type EcrState, tagsOf } from "../state.ts";
import { announce } from "../tagging-images.ts";

/** Takes a tag away, or the whole image: by its digest, or with its last tag. */
export const batchDeleteImage: Action<"ecr", "BatchDeleteImage", EcrState> = (input, context) => {
  const repository = requireRepository(context.state, context.world, input);
  const imageIds: ImageId[] = [];
  const failures: (ImageFailure & { imageId: ImageId })[] = [];
  for (const imageId of input.imageIds ?? []) {
    const image = findImage(repository, imageId);
    if (isFailure(image)) {
      failures.push({ imageId, ...image });
      continue;
    }
    const tags = imageId.imageTag === undefined ? tagsOf(repository, image.digest) : [imageId.imageTag];
    for (const tag of tags) repository.tags.delete(tag);
    for (const imageTag of tags.length > 0 ? tags : [undefined]) {
      imageIds.push({ imageDigest: image.digest, ...(imageTag && { imageTag }) });
      announce(context, repository, "DELETE", image.digest, imageTag);
    }
    if (tagsOf(repository, image.digest).length === 0) repository.images.delete(image.digest);
  }
  return { imageIds, failures };
};
