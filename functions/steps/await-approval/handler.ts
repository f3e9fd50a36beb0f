import { createAnnouncementQueue } from "../../../shared/aws/announcement-queue.ts";
import { createLambdaClient, createSqsClient, createStatesClient } from "../../../shared/aws/clients.ts";
import { createPlanner } from "../../../shared/aws/planner.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createTaskTokens } from "../../../shared/aws/task-tokens.ts";
import { readAnnouncementQueue, readPlanFunction } from "../../../shared/config/environment.ts";
import { createAwaitApprovalHandler } from "./step.ts";

export const handler = createAwaitApprovalHandler({
  ...createStepTools(process.env),
  planner: createPlanner(createLambdaClient(), readPlanFunction(process.env)),
  announcements: createAnnouncementQueue(createSqsClient(), readAnnouncementQueue(process.env)),
  taskTokens: createTaskTokens(createStatesClient()),
});
