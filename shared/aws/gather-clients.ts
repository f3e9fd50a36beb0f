import {
  createAcmClient,
  createEc2Client,
  createEcrClient,
  createEcsClient,
  createLoadBalancingClient,
  createLogsClient,
} from "./clients.ts";
import type { GatherClients } from "./gather-ports.ts";

/** The clients with which a function that runs in earnest reads the whole picture of a service. */
export function createGatherClients(): GatherClients {
  return {
    ecs: createEcsClient(),
    ec2: createEc2Client(),
    loadBalancing: createLoadBalancingClient(),
    logs: createLogsClient(),
    ecr: createEcrClient(),
    acm: createAcmClient(),
  };
}
