import type { Deployment } from "../../../shared/store/deployment.ts";
import type { Lease } from "../../../shared/store/services.ts";
import { type Change, describeCall, isOfAccount } from "./change.ts";

/** I7: only the deployment which has the lease on its service changes anything of it. */
export function findIntruder(change: Change, lease: Lease | undefined): string[] {
  const { function: name, deployment } = change;
  if (!name.startsWith("step-") || !isOfAccount(change) || !deployment) return [];
  if (lease?.deploymentId === deployment.id) return [];
  return [`${describeCall(change)} for ${deployment.id}, and ${lease?.deploymentId ?? "nobody"} has the lease`];
}

export interface OneRollout {
  /**
   * Told that a deployment of ours has made ECS begin (or go on with) a deployment of its own. One that `isLate` was
   * asked for by a call that its caller has long given up, and which nothing can fence: it is not counted, and what it
   * does to the service is for the other invariants.
   */
  began(deploymentId: string, ecsDeploymentId: string, isLate?: boolean): string[];
  /** Told that the deployment goes on in another way: what it began before may be one more. */
  left(deploymentId: string, ecsDeploymentId: string): void;
  /** Told that someone else has deleted what it began: to make the service anew begins another. */
  lost(deploymentId: string): void;
}

/** I7: a deployment of ours makes ECS begin one deployment and no more. */
export function oneRolloutEach(): OneRollout {
  const known = new Map<string, Set<string>>();
  return {
    began(deploymentId, ecsDeploymentId, isLate = false) {
      if (isLate) return [];
      const rollouts = known.get(deploymentId) ?? new Set();
      known.set(deploymentId, rollouts.add(ecsDeploymentId));
      return rollouts.size > 1 ? [`${deploymentId} made ECS begin ${[...rollouts].join(" and ")}`] : [];
    },
    left: (deploymentId, ecsDeploymentId) => void known.get(deploymentId)?.delete(ecsDeploymentId),
    lost: (deploymentId) => void known.delete(deploymentId),
  };
}

/** I7: nobody is let in beside a deployment that has not ended, unless they asked to take its place. */
export function findOverlaps(
  accepted: readonly (Deployment | undefined)[],
  supersedes: (deploymentId: string) => boolean,
): string[] {
  const all = accepted.filter((one) => one !== undefined);
  // One that had nothing to do stands in nobody's way.
  const begun = all.filter(({ startedAt, status }) => startedAt !== undefined || status !== "SUCCEEDED");
  return begun.flatMap(({ id, service, createdAt, endedAt = Number.POSITIVE_INFINITY }) =>
    begun
      .filter((later) => later.service === service && later.id !== id && !supersedes(later.id))
      .filter((later) => createdAt <= later.createdAt && later.createdAt < endedAt)
      .map((later) => `${later.id} is accepted while ${id} is under way`),
  );
}
