import { createAnnouncementQueue } from "../../../shared/aws/announcement-queue.ts";
import { createEcsClient, createSqsClient } from "../../../shared/aws/clients.ts";
import { createServices } from "../../../shared/aws/services.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readAnnouncementQueue, readIncidentDays, readInstallation } from "../../../shared/config/environment.ts";
import { createServiceActionHandler } from "./reactor.ts";

export const handler = createServiceActionHandler({
  ...createStepTools(process.env),
  services: createServices(createEcsClient()),
  announcements: createAnnouncementQueue(createSqsClient(), readAnnouncementQueue(process.env)),
  installation: readInstallation(process.env),
  incidentDays: readIncidentDays(process.env),
});
