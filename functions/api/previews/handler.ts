import { createLambdaClient } from "../../../shared/aws/clients.ts";
import { createPlanner } from "../../../shared/aws/planner.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readPlanFunction } from "../../../shared/config/environment.ts";
import { systemRandom } from "../../../shared/config/system-random.ts";
import { createApiHandler } from "../../../shared/http/runner.ts";
import { previewRoutes } from "./routes.ts";

const tools = createStepTools(process.env);
const planner = createPlanner(createLambdaClient(), readPlanFunction(process.env));

export const handler = createApiHandler(tools, previewRoutes({ ...tools, planner, random: systemRandom }));
