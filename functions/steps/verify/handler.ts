import {
  createEc2Client,
  createEcsClient,
  createLoadBalancingClient,
  createLogsClient,
} from "../../../shared/aws/clients.ts";
import { createClusters } from "../../../shared/aws/clusters.ts";
import { createListeners } from "../../../shared/aws/listeners.ts";
import { createLoadBalancers } from "../../../shared/aws/load-balancers.ts";
import { createLogGroups } from "../../../shared/aws/log-groups.ts";
import { createNetworkInterfaces } from "../../../shared/aws/network-interfaces.ts";
import { createRunningTasks } from "../../../shared/aws/running-tasks.ts";
import { createSecurityGroups } from "../../../shared/aws/security-groups.ts";
import { createServices } from "../../../shared/aws/services.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createTargetGroups } from "../../../shared/aws/target-groups.ts";
import { createTargetHealths } from "../../../shared/aws/target-health.ts";
import { createTaskDefinitions } from "../../../shared/aws/task-definitions.ts";
import { createWakingTargetGroups } from "../../../shared/aws/waking-target-groups.ts";
import { readInstallation } from "../../../shared/config/environment.ts";
import { outside } from "./outside.ts";
import { createVerifyHandler } from "./step.ts";

const ecs = createEcsClient();
const ec2 = createEc2Client();
const loadBalancing = createLoadBalancingClient();

export const handler = createVerifyHandler({
  ...createStepTools(process.env),
  installation: readInstallation(process.env),
  ports: {
    resources: {
      clusters: createClusters(ecs),
      logGroups: createLogGroups(createLogsClient()),
      securityGroups: createSecurityGroups(ec2),
      loadBalancers: createLoadBalancers(loadBalancing),
      targetGroups: createTargetGroups(loadBalancing),
      wakingTargetGroups: createWakingTargetGroups(loadBalancing),
      listeners: createListeners(loadBalancing),
      services: createServices(ecs),
      taskDefinitions: createTaskDefinitions(ecs),
    },
    tasks: createRunningTasks(ecs),
    targets: createTargetHealths(loadBalancing),
    interfaces: createNetworkInterfaces(ec2),
    web: outside,
  },
});
