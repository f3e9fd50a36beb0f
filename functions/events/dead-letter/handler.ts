import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readInstallation } from "../../../shared/config/environment.ts";
import { createDeadLetterHandler } from "./reactor.ts";

export const handler = createDeadLetterHandler({
  ...createStepTools(process.env),
  installation: readInstallation(process.env),
});
