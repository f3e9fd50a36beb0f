import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createSecretChangedHandler } from "./reactor.ts";

export const handler = createSecretChangedHandler(createStepTools(process.env));
