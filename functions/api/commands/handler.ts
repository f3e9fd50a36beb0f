import { createLambdaClient, createStatesClient } from "../../../shared/aws/clients.ts";
import { createExecutions } from "../../../shared/aws/executions.ts";
import { createPlanner } from "../../../shared/aws/planner.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readApprovals, readMachines, readPlanFunction } from "../../../shared/config/environment.ts";
import { systemRandom } from "../../../shared/config/system-random.ts";
import { createApiHandler } from "../../../shared/http/runner.ts";
import { commandRoutes } from "./routes.ts";

const tools = createStepTools(process.env);

export const handler = createApiHandler(
  tools,
  commandRoutes({
    ...tools,
    executions: createExecutions(createStatesClient(), readMachines(process.env)),
    planner: createPlanner(createLambdaClient(), readPlanFunction(process.env)),
    approvals: readApprovals(process.env),
    random: systemRandom,
  }),
);
