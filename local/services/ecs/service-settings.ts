import { AwsError } from "../../edge/aws-error.ts";
import type { Input } from "../../edge/contract.ts";
import { refuse } from "./not-implemented.ts";
import type {
  ClusterRecord,
  DeploymentConfiguration,
  Ecs,
  LoadBalancer,
  NetworkConfiguration,
  StrategyItem,
  TaskDefinitionRecord,
} from "./state.ts";

/** Checks of what CreateService, UpdateService and RunTask are asked, with the errors that AWS gives. */

const fargateProviders: readonly string[] = ["FARGATE", "FARGATE_SPOT"];

/** Where tasks run: by launch type or by a strategy, else by the cluster's own strategy. */
export function capacityOf(
  cluster: ClusterRecord,
  request: { launchType?: string | undefined; capacityProviderStrategy?: StrategyItem[] | undefined },
): { launchType?: "FARGATE"; strategy: StrategyItem[] } {
  const asked = request.capacityProviderStrategy ?? [];
  if (request.launchType && asked.length > 0) {
    invalid("Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.");
  }
  if (request.launchType === "FARGATE") return { launchType: "FARGATE", strategy: [] };
  if (!request.launchType) {
    const strategy = asked.length > 0 ? asked : cluster.defaultStrategy;
    if (strategy.length > 0) return { strategy: checkedStrategy(cluster, strategy) };
  }
  return refuse(`Launch type ${request.launchType ?? "EC2"}`, "set launchType FARGATE or a capacity provider strategy");
}

export function checkedStrategy(
  cluster: Pick<ClusterRecord, "capacityProviders">,
  strategy: readonly StrategyItem[],
): StrategyItem[] {
  for (const { capacityProvider = "" } of strategy) {
    if (!fargateProviders.includes(capacityProvider) || !cluster.capacityProviders.includes(capacityProvider)) {
      invalid(
        "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the " +
          "cluster. Associate the capacity provider with the cluster and try again.",
      );
    }
  }
  if (strategy.filter(({ base = 0 }) => base > 0).length > 1) {
    invalid(
      "The specified capacity provider strategy cannot contain more than one capacity provider with a base value.",
    );
  }
  if (!strategy.some(({ weight = 0, base = 0 }) => weight > 0 || base > 0) && strategy.length > 0) {
    invalid("The specified capacity provider strategy must contain a capacity provider with a weight greater than 0.");
  }
  return strategy.map(({ capacityProvider, weight = 0, base = 0 }) => ({ capacityProvider, weight, base }));
}

/** The network of tasks with interfaces of their own: subnets of one VPC and groups of the same. */
export function networkOf(ecs: Ecs, configuration: NetworkConfiguration | undefined): NetworkConfiguration {
  const given = configuration?.awsvpcConfiguration;
  if (!given) return invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  const subnets = given.subnets ?? [];
  if (subnets.length === 0) invalid("subnets can not be empty.");
  for (const id of subnets) {
    if (!ecs.cloud.ec2.subnet(id)) {
      invalid(`Error retrieving subnet information for [${id}]: The subnet ID '${id}' does not exist`);
    }
  }
  for (const id of given.securityGroups ?? []) {
    if (!ecs.cloud.ec2.securityGroup(id)) {
      invalid(`Error retrieving security group information for [${id}]: The security group '${id}' does not exist`);
    }
  }
  return {
    awsvpcConfiguration: {
      subnets,
      securityGroups: given.securityGroups ?? [],
      assignPublicIp: given.assignPublicIp ?? "DISABLED",
    },
  };
}

/** Load balancers of a service: each target group is one of addresses, in use by a load balancer, for a port of the task. */
export function loadBalancersOf(
  ecs: Ecs,
  definition: TaskDefinitionRecord,
  loadBalancers: readonly LoadBalancer[],
): LoadBalancer[] {
  for (const { targetGroupArn, containerName, containerPort } of loadBalancers) {
    if (!targetGroupArn) invalid("loadBalancers.targetGroupArn is required: classic load balancers are not supported.");
    const container = definition.shape.containerDefinitions?.find(({ name }) => name === containerName);
    if (!container) invalid(`The container ${containerName} does not exist in the task definition.`);
    if (!container?.portMappings?.some((mapping) => mapping.containerPort === containerPort)) {
      invalid(`The container ${containerName} did not have a container port ${containerPort} defined.`);
    }
    const targetGroup = ecs.cloud.loadBalancing.targetGroup(targetGroupArn ?? "");
    if (!targetGroup) {
      invalid(
        `Unable to assume role and validate the specified targetGroupArn. The target group ${targetGroupArn} does not exist.`,
      );
    }
    if (targetGroup?.targetType !== "ip") {
      invalid(
        `The provided target group ${targetGroupArn} has target type ${targetGroup?.targetType}, which is incompatible ` +
          "with the awsvpc network mode specified in the task definition.",
      );
    }
    if (targetGroup?.loadBalancerArns.length === 0) {
      invalid(`The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer.`);
    }
  }
  return [...loadBalancers];
}

/** The rolling update's settings, completed with AWS's defaults. */
export function deploymentConfigurationOf(
  given: DeploymentConfiguration | undefined,
  current?: DeploymentConfiguration,
): DeploymentConfiguration {
  const configuration: DeploymentConfiguration = {
    deploymentCircuitBreaker: { enable: false, rollback: false },
    maximumPercent: 200,
    minimumHealthyPercent: 100,
    strategy: "ROLLING",
    bakeTimeInMinutes: 0,
    ...current,
    ...given,
  };
  const { minimumHealthyPercent = 100, maximumPercent = 200, earlySuccessCriteria: early } = configuration;
  if (minimumHealthyPercent < 0) invalid("minimumHealthyPercent cannot be negative.");
  if (maximumPercent < 100 || maximumPercent > 200) invalid("maximumPercent must be between 100 and 200.");
  if (minimumHealthyPercent >= maximumPercent) invalid("maximumPercent must be greater than minimumHealthyPercent.");
  if (early?.enable && (early.healthyPercent === undefined || !early.sourceServiceRevisionCleanup)) {
    invalid("earlySuccessCriteria needs healthyPercent and sourceServiceRevisionCleanup when it is enabled.");
  }
  if (early?.enable && (early.healthyPercent ?? 100) < minimumHealthyPercent) {
    invalid("earlySuccessCriteria.healthyPercent must be at least minimumHealthyPercent.");
  }
  return configuration;
}

export function invalid(message: string): never {
  throw new AwsError("InvalidParameterException", message);
}

const metricNames: readonly string[] = ["CPUUtilization", "MemoryUtilization"];

/** How often CPU and memory are published: each 20 or 60 seconds, the same for both here. */
export function metricSecondsOf(monitoring: Input<"ecs", "CreateService">["monitoring"]): number | undefined {
  const configurations = monitoring?.metricConfigurations ?? [];
  for (const { metricNames: names = [], resolutionSeconds } of configurations) {
    if (resolutionSeconds !== 20 && resolutionSeconds !== 60)
      invalid("The resolutionSeconds of a metric configuration must be 20 or 60.");
    if (names.length === 0 || names.some((name) => !metricNames.includes(name)))
      invalid(`A metric configuration names ${names.join(", ")}; known are ${metricNames.join(" and ")}.`);
  }
  const seconds = configurations.map(({ resolutionSeconds }) => resolutionSeconds as number);
  return seconds.length === 0 ? undefined : Math.min(...seconds);
}
