import type { Installation } from "../config/installation.ts";
import type { Facts } from "../plan/facts.ts";
import type { Images } from "../ports/images.ts";

/** What a reference to an image in this account's own registry names. */
export interface RegistryImage {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Asks the account's own registry for the digest; of other registries ECS does that, once a deployment. */
export async function gatherImage(
  reference: string,
  installation: Pick<Installation, "account" | "region">,
  images: Images,
): Promise<Facts["image"]> {
  const image = parseOwnImage(reference, installation);
  if (image === undefined) return { reference };
  const digest = await images.digest(image);
  return digest === undefined ? { reference, missing: true } : { reference, digest };
}

/** Splits `123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api:1.4`; nothing for images of other registries. */
export function parseOwnImage(
  reference: string,
  { account, region }: Pick<Installation, "account" | "region">,
): RegistryImage | undefined {
  const match = ecrReference.exec(reference);
  if (match?.groups === undefined) return undefined;
  const { owner, place, repository = "", tag, digest } = match.groups;
  if (owner !== account || place !== region) return undefined;
  return digest === undefined ? { repository, tag: tag ?? "latest" } : { repository, digest };
}

const ecrReference =
  /^(?<owner>\d{12})\.dkr\.ecr\.(?<place>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(?<repository>[^:@]+)(?::(?<tag>[^@]+))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;
