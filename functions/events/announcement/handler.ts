import { alsoInChat } from "../../../shared/announcements/in-chat.ts";
import { createAnnouncementQueue } from "../../../shared/aws/announcement-queue.ts";
import { createAnnouncements } from "../../../shared/aws/announcements.ts";
import { createChatQueue } from "../../../shared/aws/chat-queue.ts";
import { createSnsClient, createSqsClient } from "../../../shared/aws/clients.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import {
  readAnnouncementQueue,
  readAnnouncementTopic,
  readChatQueue,
  readSlack,
} from "../../../shared/config/environment.ts";
import { createAnnouncementHandler } from "./reactor.ts";

const sqs = createSqsClient();

export const handler = createAnnouncementHandler({
  ...createStepTools(process.env),
  queue: createAnnouncementQueue(sqs, readAnnouncementQueue(process.env)),
  announcements: alsoInChat(createAnnouncements(createSnsClient(), readAnnouncementTopic(process.env)), {
    queue: createChatQueue(sqs, readChatQueue(process.env)),
    channels: readSlack(process.env)?.channels ?? [],
  }),
});
