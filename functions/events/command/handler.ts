import { createEventBridgeClient, createStatesClient } from "../../../shared/aws/clients.ts";
import { createEventBus } from "../../../shared/aws/event-bus.ts";
import { createExecutions } from "../../../shared/aws/executions.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readEventBus, readEventSenders, readInstallation, readMachines } from "../../../shared/config/environment.ts";
import { systemRandom } from "../../../shared/config/system-random.ts";
import { createCommandHandler } from "./reactor.ts";

export const handler = createCommandHandler({
  ...createStepTools(process.env),
  installation: readInstallation(process.env),
  senders: readEventSenders(process.env),
  executions: createExecutions(createStatesClient(), readMachines(process.env)),
  bus: createEventBus(createEventBridgeClient(), readEventBus(process.env)),
  random: systemRandom,
});
