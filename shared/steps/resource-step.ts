import { Refused } from "../errors/errors.ts";
import { outputsOf } from "../store/deployments.ts";
import type { ResourceStep, StepContext } from "./contract.ts";
import { createStepHandler, type StepHandler, type StepTools } from "./runner.ts";

/** Makes the Lambda handler of a step that makes one kind of resource: it is given the plan and what was left before it. */
export function createResourceStepHandler({
  step,
  ...tools
}: StepTools & { readonly step: ResourceStep }): StepHandler {
  return createStepHandler({ ...tools, kind: step.kind }, async ({ input, deployment, plan }) => {
    if (!plan) throw new Refused(`Deployment ${deployment.id} has no plan, so step ${step.kind} has nothing to do.`);
    const context: StepContext = {
      deploymentId: deployment.id,
      plan,
      outputs: outputsOf(deployment),
      ...(deployment.previous && { previous: deployment.previous }),
      now: tools.clock.now,
    };
    return step[input.action](context);
  });
}
