import { createAlarms } from "../../../shared/aws/alarms.ts";
import { createCloudWatchClient, createEcsClient, createSqsClient } from "../../../shared/aws/clients.ts";
import { createDesiredCounts } from "../../../shared/aws/desired-counts.ts";
import { createMetrics } from "../../../shared/aws/metrics.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createTicks } from "../../../shared/aws/ticks.ts";
import { readInstallation, readTickQueue } from "../../../shared/config/environment.ts";
import { createDesiredCountHandler } from "./reactor.ts";

const cloudWatch = createCloudWatchClient();

export const handler = createDesiredCountHandler({
  ...createStepTools(process.env),
  installation: readInstallation(process.env),
  desiredCounts: createDesiredCounts(createEcsClient()),
  metrics: createMetrics(cloudWatch),
  alarms: createAlarms(cloudWatch),
  ticks: createTicks(createSqsClient(), readTickQueue(process.env)),
});
