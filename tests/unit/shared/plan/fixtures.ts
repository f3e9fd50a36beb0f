import type { Installation } from "../../../../shared/config/installation.ts";
import { parseManifest } from "../../../../shared/model/parse-manifest.ts";
import type { ServiceSpec } from "../../../../shared/model/service-spec.ts";
import { buildPlan } from "../../../../shared/plan/build-plan.ts";
import type { ActualListener, ActualRule, ActualSecurityGroup, Facts } from "../../../../shared/plan/facts.ts";
import type { Plan, PlannedListener, PlannedRule, PlannedSecurityGroup, Tags } from "../../../../shared/plan/plan.ts";
import { resolve, resolvePeer } from "../../../../shared/plan/reference.ts";
import type { Outputs } from "../../../../shared/steps/contract.ts";

export const installation: Installation = {
  name: "fairway",
  cluster: "fairway",
  region: "us-east-1",
  account: "123456789012",
  executionRoleArn: "arn:aws:iam::123456789012:role/fairway/exec/fairway-execution",
  taskRoles: [
    { roleArn: "arn:aws:iam::123456789012:role/fairway/task/orders-task", services: ["orders"] },
    { roleArn: "arn:aws:iam::123456789012:role/fairway/task/any-task", services: ["*"] },
  ],
};

/** A new account: the default VPC with a public subnet in each of three zones. */
export const emptyFacts: Facts = {
  vpc: { id: "vpc-0a1b2c3d", cidr: "172.31.0.0/16", isDefault: true },
  subnets: ["a", "b", "c"].map((letter) => ({
    id: `subnet-0000000${letter}`,
    vpcId: "vpc-0a1b2c3d",
    zone: `us-east-1${letter}`,
    public: true,
  })),
  image: { reference: "nginx:1.27" },
};

export const digest = `sha256:${"ab".repeat(32)}`;

export function specOf(manifest: Record<string, unknown>): ServiceSpec {
  const { spec, problems } = parseManifest({ name: "orders", image: "nginx:1.27", ...manifest });
  if (spec === undefined) throw new Error(JSON.stringify(problems));
  return spec;
}

export function planOf(manifest: Record<string, unknown>, facts: Facts = emptyFacts, deploymentId = "d-1"): Plan {
  return buildPlan({ spec: specOf(manifest), facts, installation, deploymentId });
}

const arn = (rest: string) => `arn:aws:${rest}`;

/** What references resolve to in `appliedFacts`. */
export const appliedOutputs: Outputs = {
  "cluster.arn": arn("ecs:cluster/fairway"),
  "logGroup.arn": arn("logs:log-group:/fairway/fairway/orders"),
  "loadBalancerSecurityGroup.id": "sg-public",
  "taskSecurityGroup.id": "sg-tasks",
  "loadBalancer.arn": arn("elb:loadbalancer/app/fairway-orders/1"),
  "loadBalancer.dnsName": "fairway-orders-1.us-east-1.elb.amazonaws.com",
  "targetGroup.arn": arn("elb:targetgroup/fairway-orders/1"),
  "wakingTargetGroup.arn": arn("elb:targetgroup/fairway--orders-asleep/1"),
  "httpListener.arn": arn("elb:listener/80"),
  "httpsListener.arn": arn("elb:listener/443"),
  "taskDefinition.arn": arn("ecs:task-definition/fairway-orders:1"),
  "service.arn": arn("ecs:service/fairway/orders"),
};

/** The account after the plan was applied, as AWS would tell it. */
export function appliedFacts(plan: Plan, before: Facts = emptyFacts): Facts {
  const { cluster, logGroup, loadBalancerSecurityGroup, taskSecurityGroup, loadBalancer } = plan.resources;
  const { targetGroup, wakingTargetGroup, httpListener, httpsListener, taskDefinition, service } = plan.resources;
  const { port: containerPort, ...container } = taskDefinition.container;
  const actual = <K extends `${string}.${string}`>(key: K, tags: Tags) => ({
    arn: resolve({ $ref: key as never }, appliedOutputs),
    tags: { ...tags, "aws:by": "AWS" },
    owned: true,
  });
  return {
    ...before,
    cluster: { ...cluster, ...actual("cluster.arn", cluster.tags), status: "ACTIVE" },
    logGroup: { ...logGroup, ...actual("logGroup.arn", logGroup.tags) },
    taskSecurityGroup: appliedGroup("sg-tasks", taskSecurityGroup),
    ...(loadBalancerSecurityGroup && {
      loadBalancerSecurityGroup: appliedGroup("sg-public", loadBalancerSecurityGroup),
    }),
    ...(loadBalancer && {
      loadBalancer: {
        ...loadBalancer,
        ...actual("loadBalancer.arn", loadBalancer.tags),
        dnsName: resolve({ $ref: "loadBalancer.dnsName" }, appliedOutputs),
        state: "active",
        vpcId: before.vpc.id,
        securityGroupIds: loadBalancer.securityGroups.map((group) => resolve(group, appliedOutputs)),
        attributes: { ...loadBalancer.attributes, "idle_timeout.timeout_seconds": "60" },
      },
    }),
    ...(targetGroup && {
      targetGroup: {
        ...targetGroup,
        ...actual("targetGroup.arn", targetGroup.tags),
        protocol: "HTTP",
        targetType: "ip",
        loadBalancerArns: [resolve({ $ref: "loadBalancer.arn" }, appliedOutputs)],
      },
    }),
    ...(wakingTargetGroup && {
      wakingTargetGroup: {
        ...wakingTargetGroup,
        ...actual("wakingTargetGroup.arn", wakingTargetGroup.tags),
        targetType: "lambda",
      },
    }),
    ...(httpListener && { httpListener: appliedListener(httpListener) }),
    ...(httpsListener && { httpsListener: appliedListener(httpsListener) }),
    taskDefinition: {
      ...taskDefinition,
      ...actual("taskDefinition.arn", taskDefinition.tags),
      revision: 1,
      status: "ACTIVE",
      containers: [{ ...container, ...(containerPort === undefined ? {} : { port: containerPort }) }],
    },
    service: {
      ...service,
      ...actual("service.arn", service.tags),
      clusterArn: resolve({ $ref: "cluster.arn" }, appliedOutputs),
      status: "ACTIVE",
      taskDefinitionArn: resolve(service.taskDefinition, appliedOutputs),
      desiredCount: 7,
      runningCount: 7,
      pendingCount: 0,
      subnetIds: service.subnetIds.toReversed(),
      securityGroupIds: service.securityGroups.map((group) => resolve(group, appliedOutputs)),
      loadBalancers:
        service.loadBalancer === undefined
          ? []
          : [
              {
                targetGroupArn: resolve(service.loadBalancer.targetGroup, appliedOutputs),
                containerName: service.loadBalancer.containerName,
                containerPort: service.loadBalancer.containerPort,
              },
            ],
      healthCheckGracePeriodSeconds: service.loadBalancer?.healthCheckGracePeriodSeconds ?? 0,
      circuitBreaker: true,
      deployments: [],
    },
  };
}

function appliedGroup(id: string, group: PlannedSecurityGroup): ActualSecurityGroup {
  return {
    id,
    arn: arn(`ec2:security-group/${id}`),
    name: group.name,
    vpcId: group.vpcId,
    tags: group.tags,
    owned: true,
    ingress: group.ingress.map(appliedRule),
    egress: group.egress.map(appliedRule),
  };
}

export function appliedRule(rule: PlannedRule): ActualRule {
  return {
    id: `sgr-${rule.ports}`,
    ...(rule.ports === "all" ? { protocol: "-1" } : { protocol: "tcp", fromPort: rule.ports, toPort: rule.ports }),
    peer: resolvePeer(rule.peer, appliedOutputs),
    description: "written by hand",
  };
}

function appliedListener(listener: PlannedListener): ActualListener {
  const { action } = listener;
  return {
    arn: arn(`elb:listener/${listener.port}`),
    tags: listener.tags,
    owned: true,
    loadBalancerArn: resolve(listener.loadBalancer, appliedOutputs),
    port: listener.port,
    protocol: listener.protocol,
    ...(listener.certificateArn === undefined ? {} : { certificateArn: listener.certificateArn }),
    ...(listener.sslPolicy === undefined ? {} : { sslPolicy: listener.sslPolicy }),
    action:
      action.type === "forward"
        ? {
            type: "forward",
            targetGroupArn: resolve(action.targetGroup, appliedOutputs),
            ...(action.whileAsleep && { idleTargetGroupArn: resolve(action.whileAsleep, appliedOutputs) }),
          }
        : { type: "redirect", protocol: action.protocol, port: String(action.port), status: action.status },
  };
}
