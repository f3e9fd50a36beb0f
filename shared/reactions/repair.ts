import type { Drift } from "../plan/drift.ts";
import type { Deployment } from "../store/deployment.ts";
import type { ServiceRecord } from "../store/services.ts";

/** What the reconcile does about a service that is not as it was deployed, and why. */
export interface RepairDecision {
  readonly action: "repair" | "nothing";
  readonly reason: string;
}

/** So many repairs of one service in so long a time: what comes back after that is someone's will, or beyond us. */
export const repairsAllowed = { count: 3, seconds: 3600 } as const;

/** The repairs that nobody asked for and which still count against the next one. */
export function recentRepairs(at: readonly number[] = [], now: number): readonly number[] {
  return at.filter((one) => one > now - repairsAllowed.seconds * 1000);
}

/**
 * Decides whether to repair what a level-triggered look has found. `latest` is the service's last deployment, which is
 * over. What was HELD on purpose is left standing, and what is not ours is left to a person.
 */
export function decideRepair({
  service,
  latest,
  drift,
  now,
}: {
  readonly service: ServiceRecord;
  readonly latest: Deployment | undefined;
  readonly drift: Drift;
  readonly now: number;
}): RepairDecision {
  const nothing = (reason: string): RepairDecision => ({ action: "nothing", reason });
  if (service.status !== "ACTIVE" || service.release === undefined)
    return nothing(`the service is ${service.status}, and no release of it serves`);
  if (latest?.status === "HELD") return nothing("a failed version was left standing, as onFailure: hold asks");
  if (drift.status === "SYNCED") return nothing("everything is as it was deployed");
  const conflicts = drift.changes.flatMap(({ message }) => message ?? []);
  if (conflicts.length > 0) return nothing(`a person must decide: ${conflicts.join(" ")}`);
  if (drift.changes.length === 0)
    return nothing(`a person must decide: ${drift.problems.map(({ message }) => message).join("; ")}`);
  const recent = recentRepairs(service.repairs, now);
  if (recent.length >= repairsAllowed.count)
    return nothing(
      `it was repaired ${recent.length} times within the hour and differs again: someone else changes it. Repair it by hand once they have stopped`,
    );
  return { action: "repair", reason: `not as deployed: ${drift.changes.map(tell).join(", ")}` };
}

function tell({ resource, name, action }: Drift["changes"][number]): string {
  return `${resource} ${name} (${action})`;
}
