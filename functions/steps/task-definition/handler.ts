import { createEcsClient } from "../../../shared/aws/clients.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createTaskDefinitions } from "../../../shared/aws/task-definitions.ts";
import { createResourceStepHandler } from "../../../shared/steps/resource-step.ts";
import { createTaskDefinitionStep } from "./step.ts";

export const handler = createResourceStepHandler({
  ...createStepTools(process.env),
  step: createTaskDefinitionStep(createTaskDefinitions(createEcsClient())),
});
