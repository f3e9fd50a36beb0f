import type { ImagesPort, LocalImage } from "../../cloud.ts";
import { AwsError } from "../../edge/aws-error.ts";
import type { Host } from "../../edge/contract.ts";
import { findReferenced, parseImageReference } from "./references.ts";
import { createRepository, registryHost } from "./repositories.ts";
import type { EcrState } from "./state.ts";
import { pointTag } from "./tagging-images.ts";

/** What `push` needs: the way an image gets into the local ECR, instead of Docker's registry protocol. */
export interface PushPort {
  /**
   * Stores the image under `repository:tag` and makes the repository if there is none; an existing tag moves to the
   * new digest. Sends `ECR Image Action` as ECR does. Answers the image's full reference by tag.
   */
  push(name: string, image: LocalImage & { readonly sizeInBytes: number }): string;
}

export function createImagesPort({ world }: Host, state: EcrState): ImagesPort {
  return {
    resolve(text) {
      const reference = parseImageReference(text);
      const ours = reference.registry === undefined || reference.registry === registryHost(world);
      return ours ? findReferenced(state, reference) : undefined;
    },
  };
}

export function createPushPort(host: Host, state: EcrState): PushPort {
  const { world } = host;
  return {
    push(name, image) {
      const {
        registry = registryHost(world),
        repository: repositoryName,
        tag = "latest",
        digest,
      } = parseImageReference(name);
      if (registry !== registryHost(world) || digest !== undefined)
        throw new AwsError(
          "InvalidParameterException",
          `${name} cannot be pushed: name it repository:tag, as in hello:1 or ${registryHost(world)}/hello:1.`,
        );
      const repository = state.repositories.get(repositoryName) ?? createRepository(state, world, repositoryName);
      pointTag(host, repository, tag, image.digest);
      if (!repository.images.has(image.digest))
        repository.images.set(image.digest, { ...image, pushedAt: world.clock.now() });
      return `${repository.uri}:${tag}`;
    },
  };
}
