import { createLoadBalancingClient } from "../../../shared/aws/clients.ts";
import { createListeners } from "../../../shared/aws/listeners.ts";
import { createLoadBalancers } from "../../../shared/aws/load-balancers.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createWakingTargetGroups } from "../../../shared/aws/waking-target-groups.ts";
import { createResourceStepHandler } from "../../../shared/steps/resource-step.ts";
import { createListenerStep } from "./step.ts";

const client = createLoadBalancingClient();

export const handler = createResourceStepHandler({
  ...createStepTools(process.env),
  step: createListenerStep(createListeners(client), createLoadBalancers(client), createWakingTargetGroups(client)),
});
