import { createLogsClient } from "../../../shared/aws/clients.ts";
import { createLogTail } from "../../../shared/aws/log-tail.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readIncidentDays, readInstallation } from "../../../shared/config/environment.ts";
import { createTaskStateHandler } from "./reactor.ts";

export const handler = createTaskStateHandler({
  ...createStepTools(process.env),
  logTail: createLogTail(createLogsClient()),
  installation: readInstallation(process.env),
  incidentDays: readIncidentDays(process.env),
});
