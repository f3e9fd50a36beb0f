import { createEcsClient } from "../../../shared/aws/clients.ts";
import { createClusters } from "../../../shared/aws/clusters.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createResourceStepHandler } from "../../../shared/steps/resource-step.ts";
import { createClusterStep } from "./step.ts";

export const handler = createResourceStepHandler({
  ...createStepTools(process.env),
  step: createClusterStep(createClusters(createEcsClient())),
});
