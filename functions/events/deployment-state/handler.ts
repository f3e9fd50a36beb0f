import { createEcsClient, createStatesClient } from "../../../shared/aws/clients.ts";
import { createServices } from "../../../shared/aws/services.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createTaskTokens } from "../../../shared/aws/task-tokens.ts";
import { createDeploymentStateHandler } from "./reactor.ts";

export const handler = createDeploymentStateHandler({
  ...createStepTools(process.env),
  services: createServices(createEcsClient()),
  taskTokens: createTaskTokens(createStatesClient()),
});
