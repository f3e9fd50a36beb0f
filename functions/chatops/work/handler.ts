import { createChatQueue } from "../../../shared/aws/chat-queue.ts";
import {
  createEcsClient,
  createEventBridgeClient,
  createLambdaClient,
  createLogsClient,
  createSecretsClient,
  createSqsClient,
  createStatesClient,
} from "../../../shared/aws/clients.ts";
import { createEventBus } from "../../../shared/aws/event-bus.ts";
import { createExecutions } from "../../../shared/aws/executions.ts";
import { createLogLines } from "../../../shared/aws/log-lines.ts";
import { createPlanner } from "../../../shared/aws/planner.ts";
import { createSecretText } from "../../../shared/aws/secret-text.ts";
import { createServiceTasks } from "../../../shared/aws/service-tasks.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createTaskTokens } from "../../../shared/aws/task-tokens.ts";
import {
  readApprovals,
  readChatQueue,
  readEventBus,
  readInstallation,
  readMachines,
  readPlanFunction,
  readSlack,
  readSlackSecret,
} from "../../../shared/config/environment.ts";
import { systemRandom } from "../../../shared/config/system-random.ts";
import { systemWebPost } from "../../../shared/config/system-web-post.ts";
import { createSlackChat } from "../../../shared/slack/chat.ts";
import { createSlackSecrets } from "../../../shared/slack/secrets.ts";
import { createChatWorker } from "./worker.ts";

const tools = createStepTools(process.env);
const settings = readSlack(process.env);
const states = createStatesClient();
const secretText = createSecretText(createSecretsClient(), readSlackSecret(process.env));

export const handler = createChatWorker({
  ...tools,
  settings,
  installation: readInstallation(process.env),
  executions: createExecutions(states, readMachines(process.env)),
  taskTokens: createTaskTokens(states),
  approvals: readApprovals(process.env),
  bus: createEventBus(createEventBridgeClient(), readEventBus(process.env)),
  planner: createPlanner(createLambdaClient(), readPlanFunction(process.env)),
  tasks: createServiceTasks(createEcsClient()),
  logs: createLogLines(createLogsClient()),
  queue: createChatQueue(createSqsClient(), readChatQueue(process.env)),
  chat: createSlackChat({
    api: settings?.api ?? "",
    hooks: settings?.hooks ?? "",
    secrets: createSlackSecrets(secretText, tools.clock),
    post: systemWebPost,
  }),
  random: systemRandom,
});
