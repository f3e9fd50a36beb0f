import { createEcsClient, createStatesClient } from "../../../shared/aws/clients.ts";
import { createServices } from "../../../shared/aws/services.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createStoppedTasks } from "../../../shared/aws/stopped-tasks.ts";
import { createTaskTokens } from "../../../shared/aws/task-tokens.ts";
import { createAwaitDeploymentHandler } from "./step.ts";

const ecs = createEcsClient();

export const handler = createAwaitDeploymentHandler({
  ...createStepTools(process.env),
  services: createServices(ecs),
  stoppedTasks: createStoppedTasks(ecs),
  taskTokens: createTaskTokens(createStatesClient()),
});
