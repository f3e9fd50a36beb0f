import type { ServiceSpec } from "../model/service-spec.ts";
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

/** Whether tasks of the service would read another value now. One that names a version goes on reading that. */
export function usesSecret({ secrets }: Pick<ServiceSpec, "secrets">, change: SecretChange): boolean {
  return Object.values(secrets).some((source) => {
    if (!source.startsWith("arn:")) return source === change.name || `/${source}` === change.name;
    const parts = source.split(":");
    if (parts[2] !== "secretsmanager") return source === change.arn;
    const [stage = "", version = ""] = parts.slice(8);
    if (version !== "" || (stage !== "" && stage !== "AWSCURRENT")) return false;
    const secret = parts.slice(0, 7).join(":");
    // Without the six characters that Secrets Manager adds to the name it is found too.
    return secret === change.arn || (change.arn.startsWith(`${secret}-`) && change.arn.length === secret.length + 7);
  });
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
