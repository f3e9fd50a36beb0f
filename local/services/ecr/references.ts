import type { EcrState, Repository, StoredImage } from "./state.ts";

/** An image reference, taken apart: `123456789012.dkr.ecr.us-east-1.amazonaws.com/hello:1` names registry, repository and tag. */
export interface ImageReference {
  readonly registry?: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Takes an image reference apart as Docker does: the first part is a registry if it has a dot, a port, or is `localhost`. */
export function parseImageReference(reference: string): ImageReference {
  const [path = "", digest] = reference.split("@");
  const slash = path.indexOf("/");
  const first = slash < 0 ? "" : path.slice(0, slash);
  const registry = /[.:]|^localhost$/.test(first) ? first : undefined;
  const rest = registry === undefined ? path : path.slice(slash + 1);
  const colon = rest.lastIndexOf(":");
  const repository = colon < 0 ? rest : rest.slice(0, colon);
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  return { ...(registry && { registry }), repository, ...(tag && { tag }), ...(digest && { digest }) };
}

/** Finds an image by tag (`latest` when neither is named) or digest. */
export function findReferenced(state: EcrState, reference: ImageReference): StoredImage | undefined {
  const repository = state.repositories.get(reference.repository);
  const digest = reference.digest ?? repository?.tags.get(reference.tag ?? "latest");
  return digest === undefined ? undefined : repository?.images.get(digest);
}

/** How the API names an image. */
export interface ImageId {
  readonly imageDigest?: string | undefined;
  readonly imageTag?: string | undefined;
}

/** Why an image id leads to no image, in ECR's own codes and words. */
export interface ImageFailure {
  readonly failureCode: "ImageNotFound" | "MissingDigestAndTag" | "ImageTagDoesNotMatchDigest" | "InvalidImageDigest";
  readonly failureReason: string;
}

/** Finds an image by the API's id; where it names both digest and tag, they must agree. */
export function findImage(repository: Repository, { imageDigest, imageTag }: ImageId): StoredImage | ImageFailure {
  if (!imageDigest && !imageTag)
    return {
      failureCode: "MissingDigestAndTag",
      failureReason: "Invalid request parameters: both tag and digest cannot be null",
    };
  if (imageDigest && !/^sha256:[0-9a-f]{64}$/.test(imageDigest))
    return {
      failureCode: "InvalidImageDigest",
      failureReason:
        "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
    };
  const tagged = imageTag === undefined ? undefined : repository.tags.get(imageTag);
  if (imageDigest && imageTag && tagged !== imageDigest && repository.images.has(imageDigest))
    return { failureCode: "ImageTagDoesNotMatchDigest", failureReason: "Requested image tag does not match digest" };
  const image = repository.images.get(imageDigest ?? tagged ?? "");
  return image ?? { failureCode: "ImageNotFound", failureReason: "Requested image not found" };
}

export function isFailure(found: StoredImage | ImageFailure): found is ImageFailure {
  return "failureCode" in found;
}
