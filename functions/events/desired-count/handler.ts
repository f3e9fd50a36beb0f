import { createEcsClient } from "../../../shared/aws/clients.ts";
import { createDesiredCounts } from "../../../shared/aws/desired-counts.ts";
import { createServices } from "../../../shared/aws/services.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readInstallation } from "../../../shared/config/environment.ts";
import { createDesiredCountHandler } from "./reactor.ts";

const ecs = createEcsClient();

export const handler = createDesiredCountHandler({
  ...createStepTools(process.env),
  installation: readInstallation(process.env),
  services: createServices(ecs),
  desiredCounts: createDesiredCounts(ecs),
});
