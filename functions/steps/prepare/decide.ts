import type { Installation } from "../../../shared/config/installation.ts";
import { Refused } from "../../../shared/errors/errors.ts";
import type { ServiceSpec } from "../../../shared/model/service-spec.ts";
import { buildPlan } from "../../../shared/plan/build-plan.ts";
import { diffPlan } from "../../../shared/plan/diff.ts";
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
  /** What the service runs now, if it runs and is ours. */
  readonly previousTaskDefinitionArn?: string;
}

/** Throws `Refused` with every problem at once, so that a person corrects them in one go. */
export function decidePreparation({
  spec,
  facts,
  installation,
  deploymentId,
}: {
  spec: ServiceSpec;
  facts: Facts;
  installation: Installation;
  deploymentId: string;
}): Preparation {
  const problems = preflight(spec, facts, installation);
  if (problems.length > 0) {
    const list = problems.map(({ field, message }) => `${field}: ${message}`).join("; ");
    throw new Refused(`The service ${spec.name} cannot be deployed so. ${list}.`, { problems });
  }
  const plan = buildPlan({ spec, facts, installation, deploymentId });
  const infrastructure = diffPlan(plan, facts).filter(({ resource }) => !releaseResources.has(resource));
  const { service } = facts;
  return {
    plan,
    infrastructure: infrastructure.every(({ action }) => action === "keep") ? "kept" : "changed",
    outputs: withoutRelease(outputsOf(facts)),
    ...(service?.owned && service.status === "ACTIVE" && { previousTaskDefinitionArn: service.taskDefinitionArn }),
  };
}

/** What every deployment makes anew. */
const releaseResources: ReadonlySet<string> = new Set(["taskDefinition", "service"]);

function withoutRelease(outputs: Outputs): Outputs {
  const isOfRelease = (key: string): boolean => releaseResources.has(key.split(".")[0] ?? "");
  return Object.fromEntries(Object.entries(outputs).filter(([key]) => !isOfRelease(key)));
}
