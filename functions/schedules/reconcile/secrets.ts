import type { Clock } from "../../../shared/ports/clock.ts";
import type { SecretVersions } from "../../../shared/ports/secret-versions.ts";
import { noticeSecretChange } from "../../../shared/reactions/notice-secret.ts";
import type { Reaction } from "../../../shared/reactions/runner.ts";
import { findMissedChanges, isToBeLookedAt, readAnew } from "../../../shared/reactions/secrets.ts";
import type { ServiceRecord } from "../../../shared/store/services.ts";
import type { Store } from "../../../shared/store/store.ts";

export interface MissedRotationTools {
  readonly store: Pick<Store, "deployments" | "services" | "wishes">;
  readonly clock: Clock;
  readonly secretVersions: SecretVersions;
}

/**
 * Finds secrets of a service that have another value than when they were last looked at, as the event of their change
 * would have told. The wish comes before what was seen is kept, so that who dies between the two wishes again.
 */
export async function findMissedRotations(tools: MissedRotationTools, service: ServiceRecord): Promise<Reaction> {
  const { store, clock, secretVersions } = tools;
  const { name, spec, servingDeploymentId, seenSecrets } = service;
  const now = clock.now();
  if (!spec || !isToBeLookedAt(service, now)) return { did: "nothing", reason: "no secret of it is due" };
  const [found, serving] = await Promise.all([
    secretVersions.find(readAnew(spec)),
    servingDeploymentId === undefined ? undefined : store.deployments.find(servingDeploymentId),
  ]);
  const told: string[] = [];
  for (const change of findMissedChanges(service, found, serving?.createdAt ?? service.createdAt))
    if (await noticeSecretChange(tools, name, change)) told.push(change.name);
  const versions = Object.fromEntries(found.map(({ source, version }) => [source, version]));
  await store.services.update(name, { seenSecrets: { at: now, versions: { ...seenSecrets?.versions, ...versions } } });
  if (told.length === 0) return { did: "nothing", reason: "its secrets are as they were" };
  return { did: "wished a restart", reason: `nobody was told that ${told.join(", ")} changed` };
}
