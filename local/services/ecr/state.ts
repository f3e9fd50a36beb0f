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
  tagMutability: TagMutability;
  readonly resourceTags: Map<string, string>;
}

export type TagMutability = "MUTABLE" | "IMMUTABLE";

/** An image by its digest: what starts it, and what the API tells of it. */
export interface StoredImage extends LocalImage {
  readonly pushedAt: number;
  readonly sizeInBytes: number;
}

export function emptyState(): EcrState {
  return { repositories: new Map() };
}

/** The tags that point at a digest, in the order of the alphabet. */
export function tagsOf(repository: Repository, digest: string): string[] {
  return [...repository.tags].flatMap(([tag, pointsAt]) => (pointsAt === digest ? [tag] : [])).sort();
}
