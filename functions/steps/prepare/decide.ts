import type { Installation } from "../../../shared/config/installation.ts";
import { Refused } from "../../../shared/errors/errors.ts";
import type { ServiceSpec } from "../../../shared/model/service-spec.ts";
import { planAgain, type ReleaseAgain } from "../../../shared/plan/again.ts";
import { buildPlan } from "../../../shared/plan/build-plan.ts";
import { type Change, diffPlan } from "../../../shared/plan/diff.ts";
import type { Facts } from "../../../shared/plan/facts.ts";
import { outputsOf } from "../../../shared/plan/outputs.ts";
import type { Plan } from "../../../shared/plan/plan.ts";
import { preflight } from "../../../shared/plan/preflight.ts";
import type { Outputs } from "../../../shared/steps/contract.ts";

/** What a deployment is about to do, decided before anything is changed. */
export interface Preparation {
  readonly plan: Plan;
  /**
   * `kept`: everything but the release itself stands as planned, so the machine leaves the steps out which would
   * find so one by one. What changes behind our back meanwhile, verify finds.
   */
  readonly infrastructure: "kept" | "changed";
  /** What references to resources that exist already resolve to. */
  readonly outputs: Outputs;
  /** What the service runs now, if it runs and is ours. What an undo or a removal left at no task at all is no release. */
  readonly previousTaskDefinitionArn?: string;
}

/** Throws `Refused` with every problem at once, so that a person corrects them in one go. */
export function decidePreparation({
  spec,
  facts,
  installation,
  deploymentId,
  isServing = true,
  again,
}: {
  spec: ServiceSpec;
  facts: Facts;
  installation: Installation;
  deploymentId: string;
  /** Whether a release of the service is known to serve; at no task, if its count is so. */
  isServing?: boolean;
  /** The release that is deployed again, where it is one. */
  again?: ReleaseAgain;
}): Preparation {
  const built = buildPlan({ spec, facts, installation, deploymentId });
  const plan = again === undefined ? built : planAgain(built, again, facts);
  const changes = diffPlan(plan, facts);
  const problems = preflight(spec, facts, installation).filter(
    ({ field }) => !(field === "image" && again?.command === "repair" && keepsRevision(changes)),
  );
  if (problems.length > 0) {
    const list = problems.map(({ field, message }) => `${field}: ${message.replace(/\.$/, "")}`).join("; ");
    throw new Refused(`The service ${spec.name} cannot be deployed so. ${list}.`, { problems });
  }
  const infrastructure = changes.filter(({ resource }) => !releaseResources.has(resource));
  const { service } = facts;
  return {
    plan,
    // A repair leaves nothing out: what was read just now may be older than the change that it is to mend.
    infrastructure:
      again?.command !== "repair" && infrastructure.every(({ action }) => action === "keep") ? "kept" : "changed",
    outputs: withoutRelease(outputsOf(facts)),
    ...(service?.owned &&
      service.status === "ACTIVE" &&
      (isServing || service.desiredCount > 0) && { previousTaskDefinitionArn: service.taskDefinitionArn }),
  };
}

/** A repair that starts no other code needs no image: it must not fail for one that has left its repository. */
function keepsRevision(changes: readonly Change[]): boolean {
  return changes.some(({ resource, action }) => resource === "taskDefinition" && action === "keep");
}

/** What every deployment makes anew. */
const releaseResources: ReadonlySet<string> = new Set(["taskDefinition", "service"]);

function withoutRelease(outputs: Outputs): Outputs {
  const isOfRelease = (key: string): boolean => releaseResources.has(key.split(".")[0] ?? "");
  return Object.fromEntries(Object.entries(outputs).filter(([key]) => !isOfRelease(key)));
}
