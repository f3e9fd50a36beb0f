import type { ServiceSpec } from "../model/service-spec.ts";
import type { SecretVersion } from "../ports/secret-versions.ts";
import type { Deployment } from "../store/deployment.ts";
import { deploymentOutputs } from "../store/deployments.ts";
import type { Lock } from "../store/locks.ts";
import type { ServiceRecord } from "../store/services.ts";
import type { RestartWish } from "../store/wishes.ts";
import { wantedCount } from "./count.ts";

/** That a secret has another value from now on. */
export interface SecretChange {
  readonly arn: string;
  /** `fairway/orders-db`, `/fairway/orders/api-key` */
  readonly name: string;
  /** Not before which its tasks must have been started, in milliseconds since the epoch. */
  readonly changedAt: number;
}

/** How long after a change others are waited for: a rotation of many secrets is one restart. */
export const settleSeconds = 60;

/** So many names of secrets tell a person enough. */
const mostNames = 10;

/** So long after its secrets were looked at a service's are looked at again: each look at a secret costs. */
const lookedAtSeconds = 3600;

/** The references whose values tasks would read anew. One that names a version goes on reading that. */
export function readAnew({ secrets }: Pick<ServiceSpec, "secrets">): readonly string[] {
  return [...new Set(Object.values(secrets))].filter((source) => {
    const parts = source.split(":");
    if (!source.startsWith("arn:") || parts[2] !== "secretsmanager") return true;
    const [stage = "", version = ""] = parts.slice(8);
    return version === "" && (stage === "" || stage === "AWSCURRENT");
  });
}

/** Whether tasks of the service would read another value now. */
export function usesSecret(spec: Pick<ServiceSpec, "secrets">, change: SecretChange): boolean {
  return readAnew(spec).some((source) => {
    if (!source.startsWith("arn:")) return source === change.name || `/${source}` === change.name;
    const parts = source.split(":");
    if (parts[2] !== "secretsmanager") return source === change.arn;
    const secret = parts.slice(0, 7).join(":");
    // Without the six characters that Secrets Manager adds to the name it is found too.
    return secret === change.arn || (change.arn.startsWith(`${secret}-`) && change.arn.length === secret.length + 7);
  });
}

/** Whether secrets of the service are looked at now, for a change whose event never came. */
export function isToBeLookedAt(
  { status, release, spec, seenSecrets }: Pick<ServiceRecord, "status" | "release" | "spec" | "seenSecrets">,
  now: number,
): boolean {
  if (status !== "ACTIVE" || release === undefined || !spec?.restartOnSecretChange) return false;
  return readAnew(spec).length > 0 && now >= (seenSecrets?.at ?? 0) + lookedAtSeconds * 1000;
}

/**
 * The secrets whose value is not the one that was last seen, and which the service's tasks have not read since. One that
 * was never looked at is taken for changed where that was after the service was last deployed.
 */
export function findMissedChanges(
  { restartedAt = 0, seenSecrets }: Pick<ServiceRecord, "restartedAt" | "seenSecrets">,
  found: readonly SecretVersion[],
  deployedAt: number,
): readonly SecretChange[] {
  const missed = found.filter(({ source, version, changedAt }) => {
    const seen = seenSecrets?.versions[source];
    return seen !== version && changedAt >= Math.max(restartedAt, seen === undefined ? deployedAt : 0);
  });
  return missed.map(({ arn, name, changedAt }) => ({ arn, name, changedAt }));
}

/** The wish once a secret of the service has changed; nothing where that is known already. */
export function wishRestart(
  service: string,
  { name, changedAt }: SecretChange,
  before: RestartWish | undefined,
  now: number,
): Omit<RestartWish, "revision"> | undefined {
  const names = before?.secrets ?? [];
  if (before && before.changedAt >= changedAt && names.includes(name)) return undefined;
  return {
    kind: "restart",
    service,
    secrets: [...new Set([...names, name])].slice(0, mostNames),
    changedAt: Math.max(changedAt, before?.changedAt ?? 0),
    // Of the first: secrets that change all the time do not put it off for ever.
    notBefore: before?.notBefore ?? now + settleSeconds * 1000,
  };
}

/** What becomes of a wished restart, and why. `keep`: it is done as soon as nothing is in its way. */
export interface RestartDecision {
  readonly action: "restart" | "keep" | "nothing";
  readonly reason: string;
}

export interface RestartFacts {
  readonly service: ServiceRecord | undefined;
  /** The service's last deployment, ended or not. */
  readonly latest: Deployment | undefined;
  readonly isUnderWay: boolean;
  readonly lock: Lock | undefined;
  readonly now: number;
}

/** Decides whether a service is restarted for secrets that have changed: once, and not if its tasks are newer anyway. */
export function decideRestart(
  { changedAt, notBefore, secrets }: RestartWish,
  { service, latest, isUnderWay, lock, now }: RestartFacts,
): RestartDecision {
  const nothing = (reason: string): RestartDecision => ({ action: "nothing", reason });
  const keep = (reason: string): RestartDecision => ({ action: "keep", reason });
  if (!service?.spec || service.release === undefined) return nothing("no release of it serves");
  if (!service.spec.restartOnSecretChange) return nothing("its manifest says restartOnSecretChange: false");
  if ((service.restartedAt ?? 0) > changedAt) return nothing("it was restarted since");
  if (now < notBefore) return keep("more secrets may change");
  if (isUnderWay) return keep(`deployment ${latest?.id} is ${latest?.status}`);
  if (service.status !== "ACTIVE") return nothing(`it is ${service.status}`);
  if (latest && hasBroughtNewTasks(latest) && latest.createdAt > changedAt)
    return nothing(`deployment ${latest.id} brought new tasks since`);
  if (service.count && wantedCount(service.count) === 0) return nothing("it runs no task");
  if (lock) return keep(`${lock.by} has locked ${lock.name}: ${lock.reason}`);
  return { action: "restart", reason: `${secrets.join(", ")} changed` };
}

function hasBroughtNewTasks(deployment: Deployment): boolean {
  const { "taskDefinition.arn": revision } = deploymentOutputs(deployment);
  return (
    deployment.status === "SUCCEEDED" && revision !== undefined && revision !== deployment.previous?.taskDefinitionArn
  );
}
