import { createChatQueue } from "../../../shared/aws/chat-queue.ts";
import { createSecretsClient, createSqsClient } from "../../../shared/aws/clients.ts";
import { createSecretText } from "../../../shared/aws/secret-text.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readChatQueue, readSlack, readSlackSecret } from "../../../shared/config/environment.ts";
import { systemRandom } from "../../../shared/config/system-random.ts";
import { createSlackSecrets } from "../../../shared/slack/secrets.ts";
import { createSlackDoor } from "./door.ts";

const tools = createStepTools(process.env);

export const handler = createSlackDoor({
  ...tools,
  random: systemRandom,
  settings: readSlack(process.env),
  secrets: createSlackSecrets(createSecretText(createSecretsClient(), readSlackSecret(process.env)), tools.clock),
  queue: createChatQueue(createSqsClient(), readChatQueue(process.env)),
});
