import { createEc2Client } from "../../../shared/aws/clients.ts";
import { createSecurityGroups } from "../../../shared/aws/security-groups.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createResourceStepHandler } from "../../../shared/steps/resource-step.ts";
import { createSecurityGroupsStep } from "./step.ts";

export const handler = createResourceStepHandler({
  ...createStepTools(process.env),
  step: createSecurityGroupsStep(createSecurityGroups(createEc2Client())),
});
