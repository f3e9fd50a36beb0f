import { createAnnouncementQueue } from "../../../shared/aws/announcement-queue.ts";
import { createEventBridgeClient, createLogsClient, createSqsClient } from "../../../shared/aws/clients.ts";
import { createEventBus } from "../../../shared/aws/event-bus.ts";
import { createLogTail } from "../../../shared/aws/log-tail.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import {
  readAnnouncementQueue,
  readEventBus,
  readIncidentDays,
  readInstallation,
} from "../../../shared/config/environment.ts";
import { createTaskStateHandler } from "./reactor.ts";

export const handler = createTaskStateHandler({
  ...createStepTools(process.env),
  bus: createEventBus(createEventBridgeClient(), readEventBus(process.env)),
  announcements: createAnnouncementQueue(createSqsClient(), readAnnouncementQueue(process.env)),
  logTail: createLogTail(createLogsClient()),
  installation: readInstallation(process.env),
  incidentDays: readIncidentDays(process.env),
});
