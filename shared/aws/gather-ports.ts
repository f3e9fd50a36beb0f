import type { ACMClient } from "@aws-sdk/client-acm";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { ECRClient } from "@aws-sdk/client-ecr";
import type { ECSClient } from "@aws-sdk/client-ecs";
import type { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { GatherPorts } from "../gather/ports.ts";
import { createCertificates } from "./certificates.ts";
import { createClusters } from "./clusters.ts";
import { createImages } from "./images.ts";
import { createListeners } from "./listeners.ts";
import { createLoadBalancers } from "./load-balancers.ts";
import { createLogGroups } from "./log-groups.ts";
import { createNetworks } from "./networks.ts";
import { createSecurityGroups } from "./security-groups.ts";
import { createServiceTasks } from "./service-tasks.ts";
import { createServices } from "./services.ts";
import { createTargetGroups } from "./target-groups.ts";
import { createTargetHealths } from "./target-health.ts";
import { createTaskDefinitions } from "./task-definitions.ts";
import { createWakingTargetGroups } from "./waking-target-groups.ts";

/** One client a service of AWS, as everything that reads the whole picture is given them. */
export interface GatherClients {
  readonly ecs: ECSClient;
  readonly ec2: EC2Client;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly logs: CloudWatchLogsClient;
  readonly ecr: ECRClient;
  readonly acm: ACMClient;
}

export function createGatherPorts({ ecs, ec2, loadBalancing, logs, ecr, acm }: GatherClients): GatherPorts {
  return {
    networks: createNetworks(ec2),
    images: createImages(ecr),
    certificates: createCertificates(acm),
    clusters: createClusters(ecs),
    logGroups: createLogGroups(logs),
    securityGroups: createSecurityGroups(ec2),
    loadBalancers: createLoadBalancers(loadBalancing),
    targetGroups: createTargetGroups(loadBalancing),
    wakingTargetGroups: createWakingTargetGroups(loadBalancing),
    listeners: createListeners(loadBalancing),
    services: createServices(ecs),
    taskDefinitions: createTaskDefinitions(ecs),
    edges: {
      listeners: createListeners(loadBalancing),
      targets: createTargetHealths(loadBalancing),
      tasks: createServiceTasks(ecs),
    },
  };
}
