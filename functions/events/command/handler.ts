import { createEventBridgeClient, createStatesClient } from "../../../shared/aws/clients.ts";
import { createEventBus } from "../../../shared/aws/event-bus.ts";
import { createExecutions } from "../../../shared/aws/executions.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createTaskTokens } from "../../../shared/aws/task-tokens.ts";
import {
  readApprovals,
  readEventBus,
  readEventSenders,
  readInstallation,
  readMachines,
} from "../../../shared/config/environment.ts";
import { systemRandom } from "../../../shared/config/system-random.ts";
import { createCommandHandler } from "./reactor.ts";

const states = createStatesClient();

export const handler = createCommandHandler({
  ...createStepTools(process.env),
  installation: readInstallation(process.env),
  senders: readEventSenders(process.env),
  executions: createExecutions(states, readMachines(process.env)),
  taskTokens: createTaskTokens(states),
  bus: createEventBus(createEventBridgeClient(), readEventBus(process.env)),
  approvals: readApprovals(process.env),
  random: systemRandom,
});
