import { createAnnouncementQueue } from "../../../shared/aws/announcement-queue.ts";
import {
  createEcsClient,
  createEventBridgeClient,
  createLambdaClient,
  createParametersClient,
  createSecretsClient,
  createSqsClient,
  createStatesClient,
} from "../../../shared/aws/clients.ts";
import { createEventBus } from "../../../shared/aws/event-bus.ts";
import { createExecutions } from "../../../shared/aws/executions.ts";
import { createPlanner } from "../../../shared/aws/planner.ts";
import { createReplayer } from "../../../shared/aws/replayer.ts";
import { createSecretVersions } from "../../../shared/aws/secret-versions.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createStopEvents } from "../../../shared/aws/stop-events.ts";
import { createTicks } from "../../../shared/aws/ticks.ts";
import {
  readAnnouncementQueue,
  readEventBus,
  readInstallation,
  readMachines,
  readPlanFunction,
  readScalerQueue,
  readTaskStateFunction,
} from "../../../shared/config/environment.ts";
import { systemRandom } from "../../../shared/config/system-random.ts";
import { createReconcileHandler } from "./tick.ts";

const sqs = createSqsClient();
const lambda = createLambdaClient();

export const handler = createReconcileHandler({
  ...createStepTools(process.env),
  executions: createExecutions(createStatesClient(), readMachines(process.env)),
  bus: createEventBus(createEventBridgeClient(), readEventBus(process.env)),
  planner: createPlanner(lambda, readPlanFunction(process.env)),
  announcements: createAnnouncementQueue(sqs, readAnnouncementQueue(process.env)),
  ticks: createTicks(sqs, readScalerQueue(process.env)),
  installation: readInstallation(process.env),
  stopEvents: createStopEvents(createEcsClient()),
  replayer: createReplayer(lambda),
  secretVersions: createSecretVersions(createSecretsClient(), createParametersClient()),
  taskStateFunction: readTaskStateFunction(process.env),
  random: systemRandom,
});
