import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readOidcRules } from "../../../shared/config/environment.ts";
import { systemRandom } from "../../../shared/config/system-random.ts";
import { createApiHandler } from "../../../shared/http/runner.ts";
import { createIdTokens } from "../../../shared/oidc/id-tokens.ts";
import { exchangeRoutes } from "./routes.ts";

const tools = createStepTools(process.env);

export const handler = createApiHandler(
  tools,
  exchangeRoutes({
    ...tools,
    oidc: readOidcRules(process.env),
    idTokens: createIdTokens(),
    random: systemRandom,
  }),
);
