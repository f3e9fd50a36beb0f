import { createEcrClient, createStatesClient } from "../../../shared/aws/clients.ts";
import { createExecutions } from "../../../shared/aws/executions.ts";
import { createPushes } from "../../../shared/aws/pushes.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readApprovals, readInstallation, readMachines } from "../../../shared/config/environment.ts";
import { systemRandom } from "../../../shared/config/system-random.ts";
import { createImagePushedHandler } from "./reactor.ts";

export const handler = createImagePushedHandler({
  ...createStepTools(process.env),
  installation: readInstallation(process.env),
  executions: createExecutions(createStatesClient(), readMachines(process.env)),
  pushes: createPushes(createEcrClient()),
  approvals: readApprovals(process.env),
  random: systemRandom,
});
