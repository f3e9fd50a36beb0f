import { createStatesClient } from "../../../shared/aws/clients.ts";
import { createExecutions } from "../../../shared/aws/executions.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readMachines } from "../../../shared/config/environment.ts";
import { createExecutionStatusHandler } from "./reactor.ts";

export const handler = createExecutionStatusHandler({
  ...createStepTools(process.env),
  executions: createExecutions(createStatesClient(), readMachines(process.env)),
});
