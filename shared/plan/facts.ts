import type { CapacityProviderStrategyItem, ResourceName, Tags } from "./plan.ts";

/**
 * What is in the account now, as far as one service is concerned: read by `gather`, compared by `match`.
 * Absent members are resources that do not exist. `owned` tells whether a resource carries our installation's and
 * the service's tags: what does not is never changed or deleted.
 */
export interface Facts {
  readonly vpc: { readonly id: string; readonly cidr: string; readonly isDefault: boolean };
  /** At least two zones for a web service; in the order of their ids. */
  readonly subnets: readonly {
    readonly id: string;
    /** Left out where it is the VPC of the service. */
    readonly vpcId?: string;
    readonly zone: string;
    readonly public: boolean;
  }[];
  /**
   * The image as the manifest names it, and its digest where we could resolve it (ECR); others ECS resolves.
   * `missing` where the registry was asked and does not have it.
   */
  readonly image: { readonly reference: string; readonly digest?: string; readonly missing?: boolean };
  /** The certificate that the manifest names, with ACM's status; without one where ACM does not know it. */
  readonly certificate?: { readonly arn: string; readonly status?: string };
  readonly cluster?: ActualCluster;
  readonly logGroup?: ActualLogGroup;
  readonly loadBalancerSecurityGroup?: ActualSecurityGroup;
  readonly taskSecurityGroup?: ActualSecurityGroup;
  readonly loadBalancer?: ActualLoadBalancer;
  readonly targetGroup?: ActualTargetGroup;
  readonly wakingTargetGroup?: ActualWakingTargetGroup;
  readonly httpListener?: ActualListener;
  readonly httpsListener?: ActualListener;
  /** The revision which the service runs now. */
  readonly taskDefinition?: ActualTaskDefinition;
  readonly service?: ActualService;
  /** What only a thorough look finds; absent where nobody asked for one. */
  readonly edges?: {
    readonly strays: readonly Stray[];
    /** Where tasks listen that run, and get no requests, since they are not registered: `10.0.1.17:8080`. */
    readonly unregistered: readonly string[];
  };
}

/** A listener or a rule which someone else put onto the service's load balancer. */
export interface Stray {
  readonly kind: "listener" | "rule";
  readonly arn: string;
  readonly description: string;
}

/** The resources alone, without what they stand in. */
export type FoundResources = Pick<Facts, ResourceName>;

interface Actual {
  readonly arn: string;
  readonly tags: Tags;
  readonly owned: boolean;
}

export interface ActualCluster extends Actual {
  readonly name: string;
  readonly status: string;
  readonly capacityProviders: readonly string[];
}

export interface ActualLogGroup extends Actual {
  readonly name: string;
  readonly retentionDays?: number;
}

export interface ActualSecurityGroup extends Actual {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly ingress: readonly ActualRule[];
  readonly egress: readonly ActualRule[];
}

/** One permission, split so that it has exactly one peer. */
export interface ActualRule {
  readonly id: string;
  /** `tcp`, `udp`, `-1` for all. */
  readonly protocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly peer: { readonly cidr: string } | { readonly securityGroupId: string } | { readonly prefixListId: string };
  readonly description?: string;
}

export interface ActualLoadBalancer extends Actual {
  readonly name: string;
  readonly dnsName: string;
  /** The hosted zone that an alias record for the load balancer names. */
  readonly hostedZoneId?: string;
  readonly state: string;
  readonly scheme: string;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

export interface ActualTargetGroup extends Actual {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly targetType: string;
  readonly vpcId: string;
  readonly healthCheck: {
    readonly path: string;
    readonly intervalSeconds: number;
    readonly timeoutSeconds: number;
    readonly healthyThreshold: number;
    readonly unhealthyThreshold: number;
    readonly matcher: string;
  };
  readonly loadBalancerArns: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

export interface ActualWakingTargetGroup extends Actual {
  readonly name: string;
  readonly targetType: string;
  /** Absent where none is registered. */
  readonly functionArn?: string;
}

export interface ActualListener extends Actual {
  readonly loadBalancerArn: string;
  readonly port: number;
  readonly protocol: string;
  readonly certificateArn?: string;
  readonly sslPolicy?: string;
  readonly action:
    | {
        readonly type: "forward";
        /** The one that has the requests. */
        readonly targetGroupArn: string;
        /** Another that stands beside it and has none. */
        readonly idleTargetGroupArn?: string;
      }
    | { readonly type: "redirect"; readonly protocol: string; readonly port: string; readonly status: string }
    | { readonly type: "other"; readonly description: string };
}

export interface ActualTaskDefinition extends Actual {
  readonly family: string;
  readonly revision: number;
  readonly status: string;
  readonly cpu: number;
  readonly memory: number;
  readonly executionRoleArn?: string;
  readonly taskRoleArn?: string;
  readonly architecture: string;
  readonly containers: readonly {
    readonly name: string;
    readonly image: string;
    readonly command?: readonly string[];
    readonly port?: number;
    readonly variables: Readonly<Record<string, string>>;
    readonly secrets: Readonly<Record<string, string>>;
    readonly logGroup?: string;
    readonly logRegion?: string;
    readonly stopTimeoutSeconds?: number;
  }[];
}

export interface ActualService extends Actual {
  readonly name: string;
  readonly clusterArn: string;
  /** ACTIVE, DRAINING or INACTIVE. */
  readonly status: string;
  readonly taskDefinitionArn: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  readonly capacityProviderStrategy: readonly CapacityProviderStrategyItem[];
  readonly subnetIds: readonly string[];
  readonly assignPublicIp: boolean;
  readonly securityGroupIds: readonly string[];
  readonly loadBalancers: readonly {
    readonly targetGroupArn: string;
    readonly containerName: string;
    readonly containerPort: number;
  }[];
  readonly healthCheckGracePeriodSeconds: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly circuitBreaker: boolean;
  /** What the circuit breaker does. */
  readonly onFailure: "rollback" | "hold";
  /** What ECS said last of a task that it could not place or launch, and when. */
  readonly unplaced?: { readonly at: number; readonly reason: string };
  /** ECS's record of the deployment that is under way, by which that can be stopped. */
  readonly serviceDeploymentArn?: string;
  readonly deployments: readonly ActualDeployment[];
}

/** One of ECS's own deployments of the service (`ecs-svc/…`). */
export interface ActualDeployment {
  readonly id: string;
  /** PRIMARY, ACTIVE or INACTIVE. */
  readonly status: string;
  readonly taskDefinitionArn: string;
  /** IN_PROGRESS, COMPLETED or FAILED. */
  readonly rolloutState: string;
  readonly rolloutStateReason?: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly failedTasks: number;
  /** When ECS began it, as `updatedAt`. */
  readonly createdAt?: number;
  /** When ECS last changed it, in milliseconds since the epoch, by ECS's clock. */
  readonly updatedAt?: number;
}
