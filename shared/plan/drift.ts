import type { Installation } from "../config/installation.ts";
import type { Problem, ServiceSpec } from "../model/service-spec.ts";
import { planAgain } from "./again.ts";
import { buildPlan } from "./build-plan.ts";
import { type Change, diffPlan } from "./diff.ts";
import type { Facts } from "./facts.ts";
import { differencesOf } from "./match/compare.ts";
import type { Difference } from "./match/match.ts";
import { preflight } from "./preflight.ts";
import { primaryDeployment } from "./primary-deployment.ts";

/** What serves, as its line in the ledger says: its manifest's meaning with the image as it was deployed. */
export interface ServingRelease {
  readonly spec: ServiceSpec;
  readonly taskDefinitionArn?: string;
  /** How many tasks there should be, by the manifest or by who fixed it. */
  readonly count?: number;
}

/** How far what is in the account is from what was deployed. */
export interface Drift {
  readonly status: "SYNCED" | "OUT_OF_SYNC";
  /** What a repair would do, field by field; what is as planned is left out. */
  readonly changes: readonly Change[];
  /** What would stand in the way of a repair. */
  readonly problems: readonly Problem[];
  /** What ECS said last where it finds no place for tasks that are wanted: nothing that a repair could mend. */
  readonly unplaced?: string;
  /** What ECS runs where that is another revision than the release's, and since when (ISO 8601), where it says so. */
  readonly runs?: { readonly taskDefinitionArn: string; readonly since?: string };
}

/** Stands in the plan for the deployment that would create what is missing. */
const nextRepair = "(the repair)";

/**
 * Finds what differs from the plan of the release that serves. Pure. The desired count is no part of the plan, since
 * its one writer sets it, and is compared with what that was asked for. The tag that names a resource's creator is no
 * part of it at all.
 */
export function findDrift({
  serving: { spec, taskDefinitionArn, count },
  facts,
  installation,
}: {
  readonly serving: ServingRelease;
  readonly facts: Facts;
  readonly installation: Installation;
}): Drift {
  const built = buildPlan({ spec, facts, installation, deploymentId: nextRepair });
  const again = { command: "repair", ...(taskDefinitionArn !== undefined && { taskDefinitionArn }) } as const;
  const changes = diffPlan(planAgain(built, again, facts), facts)
    .map((change) => withDifferences(change, besidePlan(change, count, facts)))
    .filter(
      // Where no service runs, nobody has looked whether the revision is there.
      ({ resource, action }) =>
        action !== "keep" && !(resource === "taskDefinition" && facts.taskDefinition === undefined),
    );
  return {
    status: changes.length === 0 ? "SYNCED" : "OUT_OF_SYNC",
    changes,
    problems: preflight(spec, facts, installation),
    ...unplacedOf(facts),
    ...runsInstead(taskDefinitionArn, facts),
  };
}

function runsInstead(released: string | undefined, { service }: Facts): Pick<Drift, "runs"> {
  if (released === undefined || !service?.owned || service.taskDefinitionArn === released) return {};
  const { taskDefinitionArn } = service;
  const began = primaryDeployment(service)?.createdAt;
  return { runs: { taskDefinitionArn, ...(began !== undefined && { since: new Date(began).toISOString() }) } };
}

function unplacedOf({ service }: Facts): Pick<Drift, "unplaced"> {
  if (!service?.unplaced || service.runningCount + service.pendingCount >= service.desiredCount) return {};
  return { unplaced: service.unplaced.reason };
}

/** What differs of a resource and is no setting of it. */
function besidePlan({ resource }: Change, count: number | undefined, facts: Facts): readonly Difference[] {
  const { strays = [], unregistered = [] } = facts.edges ?? {};
  if (resource === "loadBalancer")
    return strays.map(({ kind, description }) => ({ field: `${kind}s`, desired: undefined, actual: description }));
  if (resource === "httpListener" || resource === "httpsListener") return doorDifferences(resource, facts);
  if (resource !== "service") return [];
  const targets = unregistered.map((target) => ({ field: "targets", desired: target, actual: undefined }));
  return [...targets, ...countDifferences(count, facts)];
}

function countDifferences(wanted: number | undefined, { service }: Facts): readonly Difference[] {
  if (wanted === undefined || !service?.owned || service.status !== "ACTIVE") return [];
  return differencesOf({ [countField]: [wanted, service.desiredCount] });
}

/** While no task runs, the requests of a service that sleeps go where it is woken. */
function doorDifferences(resource: "httpListener" | "httpsListener", facts: Facts): readonly Difference[] {
  const { service, targetGroup, wakingTargetGroup } = facts;
  const action = facts[resource]?.action;
  if (service?.desiredCount !== 0 || wakingTargetGroup === undefined || targetGroup === undefined) return [];
  if (action?.type !== "forward" || action.idleTargetGroupArn !== wakingTargetGroup.arn) return [];
  return differencesOf({ [requestsField]: [wakingTargetGroup.name, targetGroup.name] });
}

const countField = "desiredCount";
const requestsField = "requests";
/** What the one writer of the count sets, and no deployment. */
const ofWriter: ReadonlySet<string> = new Set([countField, requestsField]);

/** Whether the count, or where requests go at it, is not what its one writer makes it. */
export function isCountOff({ changes }: Drift): boolean {
  return changes.some(({ differences }) => differences.some(({ field }) => ofWriter.has(field)));
}

/** What only a deployment mends: all but the count. */
export function withoutCount({ changes }: Drift): readonly Change[] {
  return changes.filter(
    ({ differences }) => differences.length === 0 || differences.some(({ field }) => !ofWriter.has(field)),
  );
}

/** What is found beside the plan is a change of its resource too. */
function withDifferences(change: Change, more: readonly Difference[]): Change {
  if (more.length === 0 || !(change.action === "keep" || change.action === "update")) return change;
  return { ...change, action: "update", differences: [...change.differences, ...more] };
}
