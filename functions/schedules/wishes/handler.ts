import { createStatesClient } from "../../../shared/aws/clients.ts";
import { createExecutions } from "../../../shared/aws/executions.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readInstallation, readMachines } from "../../../shared/config/environment.ts";
import { systemRandom } from "../../../shared/config/system-random.ts";
import { createWishesHandler } from "./tick.ts";

export const handler = createWishesHandler({
  ...createStepTools(process.env),
  installation: readInstallation(process.env),
  executions: createExecutions(createStatesClient(), readMachines(process.env)),
  random: systemRandom,
});
