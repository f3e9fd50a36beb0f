import { createEventBridgeClient } from "../../../shared/aws/clients.ts";
import { createEventBus } from "../../../shared/aws/event-bus.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readEventBus } from "../../../shared/config/environment.ts";
import { createRequestArrivedHandler } from "./reactor.ts";

export const handler = createRequestArrivedHandler({
  ...createStepTools(process.env),
  bus: createEventBus(createEventBridgeClient(), readEventBus(process.env)),
});
