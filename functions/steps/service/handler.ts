import { createEcsClientOfOneTry } from "../../../shared/aws/clients.ts";
import { createServices } from "../../../shared/aws/services.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createResourceStepHandler } from "../../../shared/steps/resource-step.ts";
import { createServiceStep } from "./step.ts";

export const handler = createResourceStepHandler({
  ...createStepTools(process.env),
  step: createServiceStep(createServices(createEcsClientOfOneTry())),
});
