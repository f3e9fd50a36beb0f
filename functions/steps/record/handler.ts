import { createAnnouncementQueue } from "../../../shared/aws/announcement-queue.ts";
import { createEventBridgeClient, createSqsClient } from "../../../shared/aws/clients.ts";
import { createEventBus } from "../../../shared/aws/event-bus.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readAnnouncementQueue, readEventBus } from "../../../shared/config/environment.ts";
import { createRecordHandler } from "./step.ts";

export const handler = createRecordHandler({
  ...createStepTools(process.env),
  bus: createEventBus(createEventBridgeClient(), readEventBus(process.env)),
  announcements: createAnnouncementQueue(createSqsClient(), readAnnouncementQueue(process.env)),
});
