import { createLoadBalancingClient } from "../../../shared/aws/clients.ts";
import { createLoadBalancers } from "../../../shared/aws/load-balancers.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createResourceStepHandler } from "../../../shared/steps/resource-step.ts";
import { createLoadBalancerStep } from "./step.ts";

export const handler = createResourceStepHandler({
  ...createStepTools(process.env),
  step: createLoadBalancerStep(createLoadBalancers(createLoadBalancingClient())),
});
