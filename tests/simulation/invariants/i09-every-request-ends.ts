import { type Deployment, type DeploymentStatus, hasEnded } from "../../../shared/store/deployment.ts";

/** I9: what was accepted is over once its time is. */
export function findUnended(deployment: Pick<Deployment, "action" | "status"> | undefined): string[] {
  if (deployment && hasEnded(deployment.status)) return [];
  return [`${deployment?.action ?? "what was accepted"} is ${deployment?.status ?? "forgotten"} after all its time`];
}

export interface OneEnd {
  /** Told of each status that is written down. */
  wrote(deploymentId: string, status: DeploymentStatus): string[];
}

/** I9: a deployment ends once, and what has ended stays as it ended. */
export function oneEndEach(): OneEnd {
  const ends = new Map<string, DeploymentStatus>();
  return {
    wrote(deploymentId, status) {
      const end = ends.get(deploymentId);
      if (end === undefined && hasEnded(status)) ends.set(deploymentId, status);
      return end === undefined || end === status ? [] : [`${deploymentId} ended ${end}, and is ${status} now`];
    },
  };
}
