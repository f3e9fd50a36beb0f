import { ACMClient } from "@aws-sdk/client-acm";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ECRClient } from "@aws-sdk/client-ecr";
import { ECSClient } from "@aws-sdk/client-ecs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SFNClient } from "@aws-sdk/client-sfn";
import { createDeploymentStateHandler } from "../../functions/events/deployment-state/reactor.ts";
import { createDesiredCountHandler } from "../../functions/events/desired-count/reactor.ts";
import { createAwaitDeploymentHandler } from "../../functions/steps/await-deployment/step.ts";
import { createClusterStep } from "../../functions/steps/cluster/step.ts";
import { createListenerStep } from "../../functions/steps/listener/step.ts";
import { createLoadBalancerStep } from "../../functions/steps/load-balancer/step.ts";
import { createLogGroupStep } from "../../functions/steps/log-group/step.ts";
import { createPrepareHandler } from "../../functions/steps/prepare/step.ts";
import { createRecordHandler } from "../../functions/steps/record/step.ts";
import { createSecurityGroupsStep } from "../../functions/steps/security-groups/step.ts";
import { createServiceStep } from "../../functions/steps/service/step.ts";
import { createTargetGroupStep } from "../../functions/steps/target-group/step.ts";
import { createTaskDefinitionStep } from "../../functions/steps/task-definition/step.ts";
import { createVerifyHandler } from "../../functions/steps/verify/step.ts";
import { createClusters } from "../../shared/aws/clusters.ts";
import { createDesiredCounts } from "../../shared/aws/desired-counts.ts";
import { createEventBus } from "../../shared/aws/event-bus.ts";
import { createGatherPorts } from "../../shared/aws/gather-ports.ts";
import { createListeners } from "../../shared/aws/listeners.ts";
import { createLoadBalancers } from "../../shared/aws/load-balancers.ts";
import { createLogGroups } from "../../shared/aws/log-groups.ts";
import { createNetworkInterfaces } from "../../shared/aws/network-interfaces.ts";
import { createRunningTasks } from "../../shared/aws/running-tasks.ts";
import { createSecurityGroups } from "../../shared/aws/security-groups.ts";
import { createServices } from "../../shared/aws/services.ts";
import { createTargetGroups } from "../../shared/aws/target-groups.ts";
import { createTargetHealths } from "../../shared/aws/target-health.ts";
import { createTaskDefinitions } from "../../shared/aws/task-definitions.ts";
import { createTaskTokens } from "../../shared/aws/task-tokens.ts";
import type { Installation } from "../../shared/config/installation.ts";
import { gatherFacts } from "../../shared/gather/facts.ts";
import type { Web } from "../../shared/ports/web.ts";
import type { ResourceStep } from "../../shared/steps/contract.ts";
import { createResourceStepHandler } from "../../shared/steps/resource-step.ts";
import type { StepTools } from "../../shared/steps/runner.ts";

/** What one function is made with: the clients act with its own role. */
export interface HandlerParts {
  readonly tools: StepTools;
  readonly installation: Installation;
  readonly web: Web;
  /** What every SDK client of the function is made with. */
  readonly config: object;
}

type Create = (parts: HandlerParts) => (event: unknown, context?: unknown) => Promise<unknown>;

const resource =
  (make: (config: object) => ResourceStep): Create =>
  ({ tools, config }) =>
    createResourceStepHandler({ ...tools, step: make(config) });

const gatherPorts = (config: object) =>
  createGatherPorts({
    ecs: new ECSClient(config),
    ec2: new EC2Client(config),
    loadBalancing: new ElasticLoadBalancingV2Client(config),
    logs: new CloudWatchLogsClient(config),
    ecr: new ECRClient(config),
    acm: new ACMClient(config),
  });

/** Every function but the API's, by its folder in functions/: the same factories that the handlers use. */
export const handlers: Readonly<Record<string, Create>> = {
  "steps/prepare": ({ tools, installation, config }) => {
    const ports = gatherPorts(config);
    return createPrepareHandler({ ...tools, installation, gather: (spec) => gatherFacts(spec, installation, ports) });
  },
  "steps/cluster": resource((config) => createClusterStep(createClusters(new ECSClient(config)))),
  "steps/security-groups": resource((config) => createSecurityGroupsStep(createSecurityGroups(new EC2Client(config)))),
  "steps/log-group": resource((config) => createLogGroupStep(createLogGroups(new CloudWatchLogsClient(config)))),
  "steps/load-balancer": resource((config) =>
    createLoadBalancerStep(createLoadBalancers(new ElasticLoadBalancingV2Client(config))),
  ),
  "steps/target-group": resource((config) =>
    createTargetGroupStep(createTargetGroups(new ElasticLoadBalancingV2Client(config))),
  ),
  "steps/listener": resource((config) => {
    const client = new ElasticLoadBalancingV2Client(config);
    return createListenerStep(createListeners(client), createLoadBalancers(client));
  }),
  "steps/task-definition": resource((config) => createTaskDefinitionStep(createTaskDefinitions(new ECSClient(config)))),
  "steps/service": resource((config) => createServiceStep(createServices(new ECSClient(config)))),
  "steps/await-deployment": ({ tools, config }) =>
    createAwaitDeploymentHandler({
      ...tools,
      services: createServices(new ECSClient(config)),
      taskTokens: createTaskTokens(new SFNClient(config)),
    }),
  "steps/verify": ({ tools, installation, web, config }) => {
    const ecs = new ECSClient(config);
    return createVerifyHandler({
      ...tools,
      installation,
      ports: {
        resources: gatherPorts(config),
        tasks: createRunningTasks(ecs),
        targets: createTargetHealths(new ElasticLoadBalancingV2Client(config)),
        interfaces: createNetworkInterfaces(new EC2Client(config)),
        web,
      },
    });
  },
  "steps/record": ({ tools, installation, config }) =>
    createRecordHandler({ ...tools, bus: createEventBus(new EventBridgeClient(config), installation.name) }),
  "events/deployment-state": ({ tools, config }) =>
    createDeploymentStateHandler({
      ...tools,
      services: createServices(new ECSClient(config)),
      taskTokens: createTaskTokens(new SFNClient(config)),
    }),
  "events/desired-count": ({ tools, installation, config }) => {
    const ecs = new ECSClient(config);
    return createDesiredCountHandler({
      ...tools,
      installation,
      services: createServices(ecs),
      desiredCounts: createDesiredCounts(ecs),
    });
  },
};
