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
import type { ServiceSpec } from "../../../shared/model/service-spec.ts";
import { createPlanner } from "./planner.ts";

const installation = readInstallation(process.env);
const ports = createGatherPorts({
  ecs: createEcsClient(),
  ec2: createEc2Client(),
  loadBalancing: createLoadBalancingClient(),
  logs: createLogsClient(),
  ecr: createEcrClient(),
  acm: createAcmClient(),
});
const planner = createPlanner({ installation, gather: (spec) => gatherFacts(spec, installation, ports) });

/** Nobody but our own doors may invoke this function, and they have parsed the manifest. */
export const handler = ({ spec }: { readonly spec: ServiceSpec }) => planner.plan(spec);
