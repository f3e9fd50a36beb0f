import { createStatesClient } from "../../../shared/aws/clients.ts";
import { createExecutions } from "../../../shared/aws/executions.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createTaskTokens } from "../../../shared/aws/task-tokens.ts";
import { readMachines } from "../../../shared/config/environment.ts";
import { systemRandom } from "../../../shared/config/system-random.ts";
import { createApiHandler } from "../../../shared/http/runner.ts";
import { deploymentRoutes } from "./routes.ts";

const tools = createStepTools(process.env);
const states = createStatesClient();

export const handler = createApiHandler(
  tools,
  deploymentRoutes({
    ...tools,
    executions: createExecutions(states, readMachines(process.env)),
    taskTokens: createTaskTokens(states),
    random: systemRandom,
  }),
);
