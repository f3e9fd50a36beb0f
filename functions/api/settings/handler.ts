import { createEventBridgeClient, createLambdaClient } from "../../../shared/aws/clients.ts";
import { createEventBus } from "../../../shared/aws/event-bus.ts";
import { createReplayer } from "../../../shared/aws/replayer.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readEventBus } from "../../../shared/config/environment.ts";
import { systemRandom } from "../../../shared/config/system-random.ts";
import { createApiHandler } from "../../../shared/http/runner.ts";
import { settingRoutes } from "./routes.ts";

const tools = createStepTools(process.env);
const bus = createEventBus(createEventBridgeClient(), readEventBus(process.env));

const replayer = createReplayer(createLambdaClient());

export const handler = createApiHandler(tools, settingRoutes({ ...tools, bus, replayer, random: systemRandom }));
