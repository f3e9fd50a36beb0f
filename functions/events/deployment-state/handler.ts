import { createEcsClient, createStatesClient } from "../../../shared/aws/clients.ts";
import { createServices } from "../../../shared/aws/services.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createStoppedTasks } from "../../../shared/aws/stopped-tasks.ts";
import { createTaskTokens } from "../../../shared/aws/task-tokens.ts";
import { readIncidentDays } from "../../../shared/config/environment.ts";
import { createDeploymentStateHandler } from "./reactor.ts";

const ecs = createEcsClient();

export const handler = createDeploymentStateHandler({
  ...createStepTools(process.env),
  services: createServices(ecs),
  stoppedTasks: createStoppedTasks(ecs),
  taskTokens: createTaskTokens(createStatesClient()),
  incidentDays: readIncidentDays(process.env),
});
