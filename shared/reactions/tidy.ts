import type { Plan } from "../plan/plan.ts";
import { type Deployment, hasEnded } from "../store/deployment.ts";
import type { Lock } from "../store/locks.ts";
import type { ServiceRecord } from "../store/services.ts";
import type { TidyWish } from "../store/wishes.ts";

/** Whether a plan leaves standing what only the version before it needs: the rules of another port. */
export function leavesBehind({ resources }: Plan): boolean {
  return [resources.loadBalancerSecurityGroup, resources.taskSecurityGroup].some(
    (group) => group?.whileDeploying !== undefined,
  );
}

/** What becomes of a wish to tidy up, and why. `keep`: it is done as soon as nothing is in its way. */
export interface TidyDecision {
  readonly action: "repair" | "keep" | "nothing";
  readonly reason: string;
}

export interface TidyFacts {
  readonly service: ServiceRecord | undefined;
  /** The service's last deployment, ended or not. */
  readonly latest: Deployment | undefined;
  readonly lock: Lock | undefined;
}

/** Decides whether what a deployment has left of the version before it is taken away: by the next one, if there is one. */
export function decideTidy({ deploymentId }: TidyWish, { service, latest, lock }: TidyFacts): TidyDecision {
  const nothing = (reason: string): TidyDecision => ({ action: "nothing", reason });
  const keep = (reason: string): TidyDecision => ({ action: "keep", reason });
  if (latest && !hasEnded(latest.status)) return keep(`deployment ${latest.id} is ${latest.status}`);
  if (service?.status !== "ACTIVE") return nothing(`it is ${service?.status ?? "gone"}`);
  if (service.servingDeploymentId !== deploymentId)
    return nothing(`deployment ${service.servingDeploymentId} serves since, and has looked at all`);
  if (lock) return keep(`${lock.by} has locked ${lock.name}: ${lock.reason}`);
  return { action: "repair", reason: `what only the version before deployment ${deploymentId} needed is taken away` };
}
