import { createHash } from "node:crypto";
import type { Installation } from "../config/installation.ts";
import { canonicalJson } from "../model/digest.ts";
import type { ServiceSpec } from "../model/service-spec.ts";
import { buildPlan } from "./build-plan.ts";
import { type Change, diffPlan } from "./diff.ts";
import type { Facts } from "./facts.ts";
import type { Plan } from "./plan.ts";

/** A plan before there is a deployment, and what it would change. */
export interface NextPlan {
  readonly plan: Plan;
  readonly changes: readonly Change[];
}

/** Stands in a printed plan for the deployment that would create the resources. */
const nextDeployment = "(the deployment)";

/** What a deployment of `spec` would do, were it to begin now. */
export function planNext(spec: ServiceSpec, facts: Facts, installation: Installation): NextPlan {
  const plan = buildPlan({ spec, facts, installation, deploymentId: nextDeployment });
  return { plan, changes: diffPlan(plan, facts) };
}

/** Tells what would be done from all else that could be: another image, another setting, another account around it. */
export function digestPlan({ plan, changes }: NextPlan): string {
  return createHash("sha256").update(canonicalJson({ plan, changes })).digest("hex");
}
