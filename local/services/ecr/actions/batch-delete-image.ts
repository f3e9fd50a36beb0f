import type { Action } from "../../../edge/contract.ts";
import { requireRepository } from "../repositories.ts";
import { type EcrState, findImage, tagsOf } from "../state.ts";

/** Takes a tag away, or the whole image: by its digest, or with its last tag. */
export const batchDeleteImage: Action<"ecr", "BatchDeleteImage", EcrState> = (input, { state, world }) => {
  const repository = requireRepository(state, world, input.repositoryName);
  const imageIds: { imageDigest: string; imageTag?: string }[] = [];
  const failures: { imageId: object; failureCode: "ImageNotFound"; failureReason: string }[] = [];
  for (const imageId of input.imageIds ?? []) {
    const { imageTag, imageDigest } = imageId;
    const image = findImage(state, { repository: repository.name, tag: imageTag, digest: imageDigest });
    if (!image) {
      failures.push({ imageId, failureCode: "ImageNotFound", failureReason: "Requested image not found" });
      continue;
    }
    for (const tag of imageDigest ? tagsOf(repository, image.digest) : [imageTag ?? "latest"]) {
      repository.tags.delete(tag);
      imageIds.push({ imageDigest: image.digest, imageTag: tag });
    }
    if (tagsOf(repository, image.digest).length === 0) repository.images.delete(image.digest);
  }
  return { imageIds, failures };
};
