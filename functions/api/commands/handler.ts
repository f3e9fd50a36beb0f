import { createStatesClient } from "../../../shared/aws/clients.ts";
import { createExecutions } from "../../../shared/aws/executions.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readApprovals, readMachines } from "../../../shared/config/environment.ts";
import { systemRandom } from "../../../shared/config/system-random.ts";
import { createApiHandler } from "../../../shared/http/runner.ts";
import { commandRoutes } from "./routes.ts";

const tools = createStepTools(process.env);

export const handler = createApiHandler(
  tools,
  commandRoutes({
    ...tools,
    executions: createExecutions(createStatesClient(), readMachines(process.env)),
    approvals: readApprovals(process.env),
    random: systemRandom,
  }),
);
