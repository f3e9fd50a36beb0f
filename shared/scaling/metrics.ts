import type { MetricQuery } from "../ports/metrics.ts";
import type { MetricName } from "./observations.ts";
import type { ScalingPolicy } from "./policy.ts";

/** Where a service's metrics are found: its names in ECS, Elastic Load Balancing and SQS. */
export interface Place {
  readonly cluster: string;
  /** ECS's name of the service. */
  readonly service: string;
  readonly targetGroupArn?: string;
  readonly loadBalancerArn?: string;
}

/** Elastic Load Balancing, SQS and others publish each minute; ECS as its service is set up. */
export const usualPeriodSeconds = 60;

/** The metric in CloudWatch that a target is read from; nothing where the service has not what it needs. */
export function queryOf(metric: MetricName, policy: ScalingPolicy, place: Place): MetricQuery | undefined {
  const ofService = { ClusterName: place.cluster, ServiceName: place.service };
  const targetGroup = place.targetGroupArn?.split(":").at(-1);
  const loadBalancer = place.loadBalancerArn?.split(":loadbalancer/").at(-1);
  const periodSeconds = usualPeriodSeconds;
  switch (metric) {
    case "cpu":
      return average("AWS/ECS", "CPUUtilization", ofService, policy.metricSeconds ?? periodSeconds);
    case "memory":
      return average("AWS/ECS", "MemoryUtilization", ofService, policy.metricSeconds ?? periodSeconds);
    case "requestsPerTask":
      return targetGroup === undefined
        ? undefined
        : {
            namespace: "AWS/ApplicationELB",
            name: "RequestCountPerTarget",
            dimensions: { TargetGroup: targetGroup },
            statistic: "Sum",
            periodSeconds,
          };
    case "responseTime":
      return targetGroup === undefined || loadBalancer === undefined
        ? undefined
        : average(
            "AWS/ApplicationELB",
            "TargetResponseTime",
            { TargetGroup: targetGroup, LoadBalancer: loadBalancer },
            periodSeconds,
          );
    case "queueBacklogPerTask":
      return policy.queue === undefined
        ? undefined
        : average("AWS/SQS", "ApproximateNumberOfMessagesVisible", { QueueName: policy.queue }, periodSeconds);
    case "metric": {
      if (policy.targets.metric === undefined) return undefined;
      const { namespace, name, dimensions, statistic } = policy.targets.metric;
      return { namespace, name, dimensions, statistic, periodSeconds };
    }
  }
}

/** What a web service's load balancer counts also while no task runs: that someone has come. */
export function arrivalsOf({ loadBalancerArn }: Place): MetricQuery | undefined {
  if (loadBalancerArn === undefined) return undefined;
  return {
    namespace: "AWS/ApplicationELB",
    name: "RequestCount",
    dimensions: { LoadBalancer: loadBalancerArn.split(":loadbalancer/").at(-1) ?? "" },
    statistic: "Sum",
    periodSeconds: usualPeriodSeconds,
  };
}

/** Messages of the queue that someone has received and not done with. */
export function inHandOf({ queue }: ScalingPolicy): MetricQuery | undefined {
  if (queue === undefined) return undefined;
  return average("AWS/SQS", "ApproximateNumberOfMessagesNotVisible", { QueueName: queue }, usualPeriodSeconds);
}

/**
 * What a raw value must be divided by to be what the policy speaks of: requests a second rather than a minute,
 * messages a task rather than in the queue. `tasks` served meanwhile.
 */
export function unitOf(metric: MetricName, periodSeconds: number, tasks: number): number {
  if (metric === "requestsPerTask") return periodSeconds;
  return metric === "queueBacklogPerTask" ? Math.max(1, tasks) : 1;
}

function average(
  namespace: string,
  name: string,
  dimensions: Readonly<Record<string, string>>,
  periodSeconds: number,
): MetricQuery {
  return { namespace, name, dimensions, statistic: "Average", periodSeconds };
}
