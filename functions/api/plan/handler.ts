import {
  createAcmClient,
  createEc2Client,
  createEcrClient,
  createEcsClient,
  createLoadBalancingClient,
  createLogsClient,
} from "../../../shared/aws/clients.ts";
import { createGatherPorts } from "../../../shared/aws/gather-ports.ts";
import { readInstallation } from "../../../shared/config/environment.ts";
import { gatherFacts } from "../../../shared/gather/facts.ts";
import { createPlanHandler } from "./planner.ts";

const installation = readInstallation(process.env);
const ports = createGatherPorts({
  ecs: createEcsClient(),
  ec2: createEc2Client(),
  loadBalancing: createLoadBalancingClient(),
  logs: createLogsClient(),
  ecr: createEcrClient(),
  acm: createAcmClient(),
});

export const handler = createPlanHandler({ installation, gather: (spec) => gatherFacts(spec, installation, ports) });
