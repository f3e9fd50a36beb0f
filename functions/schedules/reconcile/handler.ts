import { createAnnouncementQueue } from "../../../shared/aws/announcement-queue.ts";
import {
  createEventBridgeClient,
  createLambdaClient,
  createSqsClient,
  createStatesClient,
} from "../../../shared/aws/clients.ts";
import { createEventBus } from "../../../shared/aws/event-bus.ts";
import { createExecutions } from "../../../shared/aws/executions.ts";
import { createPlanner } from "../../../shared/aws/planner.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createTicks } from "../../../shared/aws/ticks.ts";
import {
  readAnnouncementQueue,
  readEventBus,
  readMachines,
  readPlanFunction,
  readTickQueue,
} from "../../../shared/config/environment.ts";
import { systemRandom } from "../../../shared/config/system-random.ts";
import { createReconcileHandler } from "./tick.ts";

const sqs = createSqsClient();

export const handler = createReconcileHandler({
  ...createStepTools(process.env),
  executions: createExecutions(createStatesClient(), readMachines(process.env)),
  bus: createEventBus(createEventBridgeClient(), readEventBus(process.env)),
  planner: createPlanner(createLambdaClient(), readPlanFunction(process.env)),
  announcements: createAnnouncementQueue(sqs, readAnnouncementQueue(process.env)),
  ticks: createTicks(sqs, readTickQueue(process.env)),
  random: systemRandom,
});
