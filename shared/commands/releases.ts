import type { ServiceSpec } from "../model/service-spec.ts";
import { imageByDigest } from "../plan/image.ts";
import type { Release } from "../store/releases.ts";
import type { ServiceRecord } from "../store/services.ts";
import type { Store } from "../store/store.ts";
import { Rejected } from "./rejection.ts";

/** A service that serves, and the line of the ledger that says what. */
export interface Serving {
  readonly service: ServiceRecord;
  readonly release: Release;
}

/** The release that a service serves. Throws `Rejected` where it serves none, or is being removed. */
export async function requireServing(store: Store, service: ServiceRecord): Promise<Serving> {
  const { name, status, release: number } = service;
  if (status === "REMOVING") throw new Rejected("conflict", `${name} is being removed.`);
  const release = number === undefined ? undefined : await store.releases.find(name, number);
  if (release === undefined)
    throw new Rejected("conflict", `${name} was never deployed successfully: deploy it with PUT /v1/services/${name}.`);
  if (status !== "ACTIVE")
    throw new Rejected(
      "conflict",
      `${name} is ${status}: its removal did not come to its end. Remove it again, or deploy it with PUT /v1/services/${name}.`,
    );
  return { service, release };
}

/** Whether two releases are the same to whoever uses the service. */
export function isSameContent(one: Release, other: Release): boolean {
  return one.specDigest === other.specDigest && one.taskDefinitionArn === other.taskDefinitionArn;
}

/**
 * The release to which a rollback without a number goes: the newest that succeeded before the serving one and is not
 * the same as it.
 */
export async function findReleaseBefore(store: Store, serving: Release): Promise<Release | undefined> {
  let cursor: string | undefined;
  do {
    const page = await store.releases.list(serving.service, { limit: 50, ...(cursor !== undefined && { cursor }) });
    const found = page.releases.find(
      (one) => one.number < serving.number && one.result === "SUCCEEDED" && !isSameContent(one, serving),
    );
    if (found) return found;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return undefined;
}

/**
 * What a release was deployed from, with its image as it was deployed: what `gather` must look for, so that a tag
 * which has moved since does not bring other code.
 */
export function asDeployed({ spec, image }: Release): ServiceSpec {
  return { ...spec, image };
}

/** The image of a release by its digest, also where it was ECS that resolved it. */
export function pinnedImage({ image, imageDigest }: Release): string {
  return imageByDigest(image, imageDigest);
}
