import { type Deployment, type DeploymentStatus, hasEnded } from "../../../shared/store/deployment.ts";

/** I9: what was accepted is over once its time is. */
export function findUnended(deployment: Pick<Deployment, "action" | "status"> | undefined): string[] {
  if (deployment && hasEnded(deployment.status)) return [];
  return [`${deployment?.action ?? "what was accepted"} is ${deployment?.status ?? "forgotten"} after all its time`];
}

export interface OneEnd {
  /** Told of each status that is written down, and since when it stands. */
  wrote(deploymentId: string, status: DeploymentStatus, endedAt?: number): string[];
}

/** I9: a deployment ends once, and what has ended stays as it ended. */
export function oneEndEach(): OneEnd {
  const ends = new Map<string, string>();
  return {
    wrote(deploymentId, status, endedAt) {
      const end = ends.get(deploymentId);
      const now = `${status} at ${endedAt}`;
      if (end === undefined && hasEnded(status)) ends.set(deploymentId, now);
      return end === undefined || end === now ? [] : [`${deploymentId} ended ${end}, and is ${now} now`];
    },
  };
}
