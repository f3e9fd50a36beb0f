import {
  createAcmClient,
  createEc2Client,
  createEcrClient,
  createEcsClient,
  createLoadBalancingClient,
  createLogsClient,
} from "../../../shared/aws/clients.ts";
import { createGatherPorts } from "../../../shared/aws/gather-ports.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { readInstallation } from "../../../shared/config/environment.ts";
import { gatherFacts } from "../../../shared/gather/facts.ts";
import { createApiHandler } from "../../../shared/http/runner.ts";
import { planRoutes } from "./routes.ts";

const tools = createStepTools(process.env);
const installation = readInstallation(process.env);
const ports = createGatherPorts({
  ecs: createEcsClient(),
  ec2: createEc2Client(),
  loadBalancing: createLoadBalancingClient(),
  logs: createLogsClient(),
  ecr: createEcrClient(),
  acm: createAcmClient(),
});

export const handler = createApiHandler(
  tools,
  planRoutes({ store: tools.store, installation, gather: (spec) => gatherFacts(spec, installation, ports) }),
);
