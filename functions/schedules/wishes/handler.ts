import { createAnnouncementQueue } from "../../../shared/aws/announcement-queue.ts";
import { createEcsClient, createSqsClient, createStatesClient } from "../../../shared/aws/clients.ts";
import { createExecutions } from "../../../shared/aws/executions.ts";
import { createServices } from "../../../shared/aws/services.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import {
  readAnnouncementQueue,
  readApprovals,
  readInstallation,
  readMachines,
} from "../../../shared/config/environment.ts";
import { systemRandom } from "../../../shared/config/system-random.ts";
import { createWishesHandler } from "./tick.ts";

export const handler = createWishesHandler({
  ...createStepTools(process.env),
  installation: readInstallation(process.env),
  executions: createExecutions(createStatesClient(), readMachines(process.env)),
  services: createServices(createEcsClient()),
  announcements: createAnnouncementQueue(createSqsClient(), readAnnouncementQueue(process.env)),
  approvals: readApprovals(process.env),
  random: systemRandom,
});
