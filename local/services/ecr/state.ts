import type { LocalImage } from "../../cloud.ts";

/** What the local ECR holds. */
export interface EcrState {
  readonly repositories: Map<string, Repository>;
}

export interface Repository {
  readonly name: string;
  readonly arn: string;
  readonly uri: string;
  readonly createdAt: number;
  readonly images: Map<string, StoredImage>;
  /** Tag → digest. */
  readonly tags: Map<string, string>;
  tagMutability: "MUTABLE" | "IMMUTABLE";
  readonly resourceTags: Map<string, string>;
}

/** An image by its digest: what starts it, and what the API tells of it. */
export interface StoredImage extends LocalImage {
  readonly pushedAt: number;
  readonly sizeInBytes: number;
}

export function emptyState(): EcrState {
  return { repositories: new Map() };
}

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
export function findImage(state: EcrState, reference: ImageReference): StoredImage | undefined {
  const repository = state.repositories.get(reference.repository);
  const digest = reference.digest ?? repository?.tags.get(reference.tag ?? "latest");
  return digest === undefined ? undefined : repository?.images.get(digest);
}

/** The tags that point at a digest, in the order of the alphabet. */
export function tagsOf(repository: Repository, digest: string): string[] {
  return [...repository.tags].flatMap(([tag, pointsAt]) => (pointsAt === digest ? [tag] : [])).sort();
}
