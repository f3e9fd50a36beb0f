import { createAnnouncementQueue } from "../../../shared/aws/announcement-queue.ts";
import { createEcsClient, createSqsClient, createStatesClient } from "../../../shared/aws/clients.ts";
import { createServices } from "../../../shared/aws/services.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createStoppedTasks } from "../../../shared/aws/stopped-tasks.ts";
import { createTaskTokens } from "../../../shared/aws/task-tokens.ts";
import { readAnnouncementQueue, readIncidentDays } from "../../../shared/config/environment.ts";
import { createDeploymentStateHandler } from "./reactor.ts";

const ecs = createEcsClient();

export const handler = createDeploymentStateHandler({
  ...createStepTools(process.env),
  services: createServices(ecs),
  stoppedTasks: createStoppedTasks(ecs),
  taskTokens: createTaskTokens(createStatesClient()),
  announcements: createAnnouncementQueue(createSqsClient(), readAnnouncementQueue(process.env)),
  incidentDays: readIncidentDays(process.env),
});
