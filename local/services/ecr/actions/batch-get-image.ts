import type { Action } from "../../../edge/contract.ts";
import { manifestOf, manifestType } from "../manifest.ts";
import { findImage, isFailure } from "../references.ts";
import { requireRepository } from "../repositories.ts";
import type { EcrState } from "../state.ts";

export const batchGetImage: Action<"ecr", "BatchGetImage", EcrState> = (input, { state, world }) => {
  const repository = requireRepository(state, world, input);
  const read = (input.imageIds ?? []).map((imageId) => ({ imageId, found: findImage(repository, imageId) }));
  return {
    images: read.flatMap(({ imageId, found }) =>
      isFailure(found)
        ? []
        : [
            {
              registryId: world.account,
              repositoryName: repository.name,
              imageId: { imageDigest: found.digest, imageTag: imageId.imageTag },
              imageManifest: manifestOf(found),
              imageManifestMediaType: manifestType,
            },
          ],
    ),
    failures: read.flatMap(({ imageId, found }) => (isFailure(found) ? [{ imageId, ...found }] : [])),
  };
};
