/**
 * The image pinned to what it is today: `api:1.4` and its digest make `api@sha256:…`.
 * Where the digest is not known (an image outside ECR) the reference stays, and ECS resolves it once per deployment.
 */
export function imageByDigest(reference: string, digest: string | undefined): string {
  if (digest === undefined || reference.includes("@")) return reference;
  return `${withoutTag(reference)}@${digest}`;
}

/** The repository of an image reference. A colon before the last slash belongs to a registry's port. */
export function withoutTag(reference: string): string {
  const named = reference.split("@")[0] ?? reference;
  const colon = named.lastIndexOf(":");
  return colon > named.lastIndexOf("/") ? named.slice(0, colon) : named;
}
