import type { StepContext } from "../../../../shared/steps/contract.ts";
import { emptyFacts, planOf } from "../../shared/plan/fixtures.ts";

export const deploymentId = "d-1";

/** What a step of a deployment is given, for a manifest of the service `orders`. */
export function contextOf(
  manifest: Record<string, unknown> = {},
  more: Partial<Omit<StepContext, "plan">> = {},
): StepContext {
  const id = more.deploymentId ?? deploymentId;
  const facts = { ...emptyFacts, image: { reference: String(manifest.image ?? "nginx:1.27") } };
  return { outputs: {}, now: () => 0, ...more, deploymentId: id, plan: planOf(manifest, facts, id) };
}

/** Tags of a resource of this installation and service, made by another deployment. */
export const oursByOther = {
  "fairway:installation": "fairway",
  "fairway:service": "orders",
  "fairway:deployment": "d-0",
};
