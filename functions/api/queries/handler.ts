import openApi from "../../../docs/openapi.json" with { type: "json" };
import { createEcsClient, createLogsClient } from "../../../shared/aws/clients.ts";
import { createLogLines } from "../../../shared/aws/log-lines.ts";
import { createServiceTasks } from "../../../shared/aws/service-tasks.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readInstallation } from "../../../shared/config/environment.ts";
import { systemSleep } from "../../../shared/config/system-clock.ts";
import { createApiHandler } from "../../../shared/http/runner.ts";
import { queryRoutes } from "./routes.ts";

const tools = createStepTools(process.env);

export const handler = createApiHandler(
  tools,
  queryRoutes({
    ...tools,
    tasks: createServiceTasks(createEcsClient()),
    logs: createLogLines(createLogsClient()),
    installation: readInstallation(process.env),
    sleep: systemSleep,
    openApi,
  }),
);
