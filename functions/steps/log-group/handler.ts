import { createLogsClient } from "../../../shared/aws/clients.ts";
import { createLogGroups } from "../../../shared/aws/log-groups.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createResourceStepHandler } from "../../../shared/steps/resource-step.ts";
import { createLogGroupStep } from "./step.ts";

export const handler = createResourceStepHandler({
  ...createStepTools(process.env),
  step: createLogGroupStep(createLogGroups(createLogsClient())),
});
