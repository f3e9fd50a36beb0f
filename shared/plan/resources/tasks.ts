import { imageByDigest } from "../image.ts";
import { placeInSubnets } from "../placement.ts";
import type { PlannedService, PlannedTaskDefinition } from "../plan.ts";
import { reference } from "../reference.ts";
import { findTaskRole } from "../task-role.ts";
import { type PlanInput, serviceTags } from "./context.ts";

export function planTaskDefinition(input: PlanInput): PlannedTaskDefinition {
  const { spec, facts, installation, names } = input;
  const taskRoleArn = spec.taskRole === undefined ? undefined : findTaskRole(spec.taskRole, installation)?.roleArn;
  return {
    family: names.taskDefinitionFamily,
    cpu: spec.cpu,
    memory: spec.memory,
    executionRoleArn: installation.executionRoleArn,
    ...(taskRoleArn === undefined ? {} : { taskRoleArn }),
    architecture: spec.architecture,
    container: {
      name: names.container,
      image: imageByDigest(facts.image.reference, facts.image.digest),
      ...(spec.command === undefined ? {} : { command: spec.command }),
      ...(spec.type === "web" ? { port: spec.port } : {}),
      variables: spec.variables,
      secrets: spec.secrets,
      logGroup: names.logGroup,
      logRegion: installation.region,
      stopTimeoutSeconds: spec.stopTimeoutSeconds,
    },
    tags: serviceTags(input),
  };
}

export function planService(input: PlanInput): PlannedService {
  const { spec, facts, installation, names } = input;
  const placement = placeInSubnets(spec, facts.subnets);
  return {
    name: names.service,
    cluster: installation.cluster,
    taskDefinition: reference("taskDefinition", "arn"),
    initialCount: spec.count,
    capacityProviderStrategy: spec.capacityProviderStrategy,
    subnetIds: placement.tasks.map((subnet) => subnet.id),
    assignPublicIp: placement.assignPublicIp,
    securityGroups: [reference("taskSecurityGroup", "id")],
    ...(spec.type === "web"
      ? {
          loadBalancer: {
            targetGroup: reference("targetGroup", "arn"),
            containerName: names.container,
            containerPort: spec.port,
            healthCheckGracePeriodSeconds: spec.healthCheck.gracePeriodSeconds,
          },
        }
      : {}),
    ...(spec.scaling?.metricSeconds && { metricSeconds: spec.scaling.metricSeconds }),
    minimumHealthyPercent: spec.minimumHealthyPercent,
    maximumPercent: spec.maximumPercent,
    onFailure: spec.onFailure,
    tags: serviceTags(input),
  };
}
