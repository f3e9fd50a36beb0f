import { undoTimeoutSeconds } from "../../../shared/steps/limits.ts";
import type { Deployment } from "../../../shared/store/deployment.ts";

/** How long all tries of one step may take, which the deadline does not cut short. */
const stepMinutes = 25;

/** I9: a deployment is over, or begins to be undone, soon after its deadline, and an undo comes to its end. */
export function findOverdue({ action, status, deadline, endedAt, steps }: Deployment): string[] {
  if (action === "remove" || endedAt === undefined) return [];
  const undoneAt = steps.find((step) => step.action === "undo")?.startedAt;
  const latest = deadline + stepMinutes * 60_000;
  if ((undoneAt ?? endedAt) > latest)
    return [`${status} is given up ${minutes((undoneAt ?? endedAt) - deadline)} late`];
  const undoneBy = Math.max(deadline, undoneAt ?? 0) + undoTimeoutSeconds * 1000 + stepMinutes * 60_000;
  return endedAt > undoneBy ? [`${status} is undone ${minutes(endedAt - undoneBy)} late`] : [];
}

function minutes(milliseconds: number): string {
  return `${Math.round(milliseconds / 60_000)} minutes`;
}
