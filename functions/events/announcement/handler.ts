import { createAnnouncementQueue } from "../../../shared/aws/announcement-queue.ts";
import { createAnnouncements } from "../../../shared/aws/announcements.ts";
import { createSnsClient, createSqsClient } from "../../../shared/aws/clients.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readAnnouncementQueue, readAnnouncementTopic } from "../../../shared/config/environment.ts";
import { createAnnouncementHandler } from "./reactor.ts";

export const handler = createAnnouncementHandler({
  ...createStepTools(process.env),
  queue: createAnnouncementQueue(createSqsClient(), readAnnouncementQueue(process.env)),
  announcements: createAnnouncements(createSnsClient(), readAnnouncementTopic(process.env)),
});
