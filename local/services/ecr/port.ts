import type { ImagesPort, LocalImage } from "../../cloud.ts";
import type { Host } from "../../edge/contract.ts";
import { createRepository } from "./repositories.ts";
import { type EcrState, findImage, parseImageReference } from "./state.ts";

/** What `push` needs: the way an image gets into the local ECR, instead of Docker's registry protocol. */
export interface PushPort {
  /**
   * Stores the image under `repository:tag` and makes the repository if there is none; an existing tag moves to the
   * new digest. Sends `ECR Image Action` as ECR does. Answers the image's full reference by tag.
   */
  push(name: string, image: LocalImage & { readonly sizeInBytes: number }): string;
}

export function createImagesPort(host: Host, state: EcrState): ImagesPort {
  const registry = `${host.world.account}.dkr.ecr.${host.world.region}.amazonaws.com`;
  return {
    resolve(text) {
      const reference = parseImageReference(text);
      if (reference.registry !== undefined && reference.registry !== registry) return undefined;
      return findImage(state, reference);
    },
  };
}

export function createPushPort(host: Host, state: EcrState): PushPort {
  const { world, cloud } = host;
  return {
    push(name, image) {
      const { repository: repositoryName, tag = "latest" } = parseImageReference(name);
      const repository = state.repositories.get(repositoryName) ?? createRepository(state, world, repositoryName);
      if (!repository.images.has(image.digest))
        repository.images.set(image.digest, { ...image, pushedAt: world.clock.now() });
      repository.tags.set(tag, image.digest);
      cloud.events.emit({
        source: "aws.ecr",
        detailType: "ECR Image Action",
        resources: [],
        detail: {
          result: "SUCCESS",
          "repository-name": repositoryName,
          "image-digest": image.digest,
          "action-type": "PUSH",
          "image-tag": tag,
        },
      });
      return `${repository.uri}:${tag}`;
    },
  };
}
