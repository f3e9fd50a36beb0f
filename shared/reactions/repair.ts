import type { Change } from "../plan/diff.ts";
import { type Drift, isCountOff, withoutCount } from "../plan/drift.ts";
import type { Deployment, DeploymentStatus } from "../store/deployment.ts";
import { deploymentOutputs, findStep } from "../store/deployments.ts";
import type { Lock } from "../store/locks.ts";
import type { ServiceRecord } from "../store/services.ts";

/** What the reconcile does about a service, and why. `report`: it differs, and is left to a person. */
export interface RepairDecision {
  readonly action: "repair" | "report" | "nothing";
  readonly reason: string;
}

/** So many repairs of one service in so long a time: what comes back after that is someone's will, or beyond us. */
export const repairsAllowed = { count: 3, seconds: 3600 } as const;

/** The repairs that nobody asked for and which still count against the next one. */
export function recentRepairs(at: readonly number[] = [], now: number): readonly number[] {
  return at.filter((one) => one > now - repairsAllowed.seconds * 1000);
}

/**
 * Decides what to do about what a level-triggered look has found. `latest` is the service's last deployment, which is
 * over. What was HELD on purpose is left standing, and what is not ours, is locked, or comes back again and again, is
 * left to a person.
 */
export function decideRepair({
  service,
  latest,
  bringer,
  lock,
  drift,
  now,
}: {
  readonly service: ServiceRecord;
  readonly latest: Deployment | undefined;
  /** The deployment that was to bring what runs instead of the release's revision, where it is one of ours. */
  readonly bringer?: Deployment | undefined;
  readonly lock?: Lock | undefined;
  readonly drift: Drift;
  readonly now: number;
}): RepairDecision {
  const nothing = (reason: string): RepairDecision => ({ action: "nothing", reason });
  if (service.status !== "ACTIVE" || service.release === undefined)
    return nothing(`the service is ${service.status}, and no release of it serves`);
  if (service.standing?.why === "held") return nothing("a failed version was left standing, as onFailure: hold asks");
  if (drift.status === "SYNCED") return nothing("everything is as it was deployed");
  const changes = withoutCount(drift);
  const found = changes.map(tell).join(", ");
  const report = (why: string): RepairDecision => ({
    action: "report",
    reason: found === "" ? why : `not as deployed: ${found}; ${why}`,
  });
  if (changes.length === 0)
    return isCountOff(drift)
      ? nothing("only the count differs, which its writer sets")
      : report(`a person must decide: ${drift.problems.map(({ message }) => message).join("; ")}`);
  const conflicts = changes.flatMap(({ message }) => message ?? []);
  if (conflicts.length > 0) return report(`a person must decide: ${conflicts.join(" ")}`);
  const late = [latest, bringer].find((one) => one && broughtLate(one, drift, one.id === latest?.id));
  const isOurs = late !== undefined;
  if (service.spec?.onDrift !== "repair" && !isOurs) return report("its manifest says onDrift: report");
  if (lock)
    return report(`${lock.by} has locked ${lock.name === service.name ? "it" : "all services"}: ${lock.reason}`);
  const recent = recentRepairs(service.repairs, now);
  if (recent.length >= repairsAllowed.count)
    return report(
      `it was repaired ${recent.length} times within the hour and differs again: someone else changes it. Repair it by hand once they have stopped`,
    );
  const why = isOurs ? `; a call of deployment ${late.id}, which is over, has come late` : "";
  return { action: "repair", reason: `not as deployed: ${found}${why}` };
}

/** So long after it was made a call may have its effect: the longest that anything of AWS's on its way lasts. */
const lateMilliseconds = 5 * 60_000;

/**
 * Whether the service runs what the deployment was to bring, although that is over: its latest one, which was taken
 * back, or one that asked ECS again since it did not learn what came of the first time. ECS cannot be told to refuse a
 * call that has been under way for too long: what it does is no change of someone else's, so that it is mended whatever
 * the manifest says of those.
 */
function broughtLate(deployment: Deployment, { runs }: Drift, isLatest: boolean): boolean {
  if (runs === undefined || deploymentOutputs(deployment)["taskDefinition.arn"] !== runs.taskDefinitionArn)
    return false;
  if (isLatest && undone.has(deployment.status)) return true;
  const asked = findStep(deployment, "apply", "service");
  const wasUnsure = asked !== undefined && (asked.status !== "SUCCEEDED" || asked.startedAt < asked.triedAt);
  return wasUnsure && runs.since !== undefined && Date.parse(runs.since) < asked.triedAt + lateMilliseconds;
}

/** What is named as left over is a person's to settle: it may have stayed because nothing else starts. */
const undone: ReadonlySet<DeploymentStatus> = new Set(["ROLLED_BACK", "FAILED_CLEAN", "CANCELLED", "SUPERSEDED"]);

/** `loadBalancer fairway-orders (update securityGroups)`: short enough for a reason of a deployment, and names no value. */
function tell({ resource, name, action, differences }: Change): string {
  const fields = [...new Set(differences.map(({ field }) => field))].join(" ");
  return `${resource} ${name} (${action}${fields && ` ${fields}`})`;
}
