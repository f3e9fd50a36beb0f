import { createAnnouncementQueue } from "../../../shared/aws/announcement-queue.ts";
import { createLoadBalancingClient, createSqsClient } from "../../../shared/aws/clients.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createTargetHealths } from "../../../shared/aws/target-health.ts";
import { createTargetRegistrations } from "../../../shared/aws/target-registrations.ts";
import { readAnnouncementQueue } from "../../../shared/config/environment.ts";
import { createSpotWarningHandler } from "./reactor.ts";

const loadBalancing = createLoadBalancingClient();

export const handler = createSpotWarningHandler({
  ...createStepTools(process.env),
  targets: { ...createTargetHealths(loadBalancing), ...createTargetRegistrations(loadBalancing) },
  announcements: createAnnouncementQueue(createSqsClient(), readAnnouncementQueue(process.env)),
});
