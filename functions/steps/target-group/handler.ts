import { createLoadBalancingClient } from "../../../shared/aws/clients.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createTargetGroups } from "../../../shared/aws/target-groups.ts";
import { createResourceStepHandler } from "../../../shared/steps/resource-step.ts";
import { createTargetGroupStep } from "./step.ts";

export const handler = createResourceStepHandler({
  ...createStepTools(process.env),
  step: createTargetGroupStep(createTargetGroups(createLoadBalancingClient())),
});
