import { createAlarms } from "../../../shared/aws/alarms.ts";
import {
  createCloudWatchClient,
  createEcsClient,
  createLoadBalancingClient,
  createSqsClient,
} from "../../../shared/aws/clients.ts";
import { createDesiredCounts } from "../../../shared/aws/desired-counts.ts";
import { createDoors } from "../../../shared/aws/doors.ts";
import { createMetrics } from "../../../shared/aws/metrics.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createTargetHealths } from "../../../shared/aws/target-health.ts";
import { createTicks } from "../../../shared/aws/ticks.ts";
import { readInstallation, readScalerQueue } from "../../../shared/config/environment.ts";
import { createDesiredCountHandler } from "./reactor.ts";

const cloudWatch = createCloudWatchClient();
const loadBalancing = createLoadBalancingClient();

export const handler = createDesiredCountHandler({
  ...createStepTools(process.env),
  installation: readInstallation(process.env),
  desiredCounts: createDesiredCounts(createEcsClient()),
  metrics: createMetrics(cloudWatch),
  alarms: createAlarms(cloudWatch),
  doors: createDoors(loadBalancing),
  targets: createTargetHealths(loadBalancing),
  ticks: createTicks(createSqsClient(), readScalerQueue(process.env)),
});
