import type { Targets } from "../scaling/policy.ts";

/**
 * What should be in the account for one service: a plain JSON value, complete before the first change.
 *
 * What is only known once a resource exists stands in it as a reference, printed as `{"$ref": "loadBalancer.arn"}`.
 * `plan` prints it, deploy applies it, drift compares it, repair applies it again, remove walks it backwards.
 */
export interface Plan {
  readonly version: 1;
  /** The installation of Fairway that owns the resources: the value of the tag `fairway:installation`. */
  readonly installation: string;
  readonly service: string;
  readonly type: "web" | "worker";
  readonly resources: PlannedResources;
  /** How the service is scaled once it is deployed; without it its count stays. */
  readonly scaling?: PlannedScaling;
  /** Where the service answers once it is deployed; a worker has none. */
  readonly url?: { readonly scheme: "http" | "https"; readonly host: Token };
}

/** Bounds of the count, and what the scaler makes and removes by itself. */
export interface PlannedScaling {
  readonly min: number;
  readonly max: number;
  readonly targets: Targets;
  /** After so many seconds in which nothing came no task runs, until something does. */
  readonly asleepAfterSeconds?: number;
  /** The CloudWatch alarms that wake the scaler, by name; one that could change nothing is not kept. */
  readonly alarms: readonly string[];
  /** Those which look each ten seconds, at points of twenty. */
  readonly fastAlarms: readonly string[];
}

/** The resources by the name under which references and outputs speak of them. */
export interface PlannedResources {
  readonly cluster: PlannedCluster;
  readonly logGroup: PlannedLogGroup;
  readonly taskSecurityGroup: PlannedSecurityGroup;
  readonly taskDefinition: PlannedTaskDefinition;
  readonly service: PlannedService;
  /** The following are a web service's only. */
  readonly loadBalancerSecurityGroup?: PlannedSecurityGroup;
  readonly loadBalancer?: PlannedLoadBalancer;
  readonly targetGroup?: PlannedTargetGroup;
  /** Of a service that sleeps while nothing comes: where its requests go meanwhile. */
  readonly wakingTargetGroup?: PlannedWakingTargetGroup;
  readonly httpListener?: PlannedListener;
  readonly httpsListener?: PlannedListener;
}

export type ResourceName = keyof PlannedResources;

/** An attribute of a planned resource, known once that exists: `{"$ref": "targetGroup.arn"}`. */
export interface Reference {
  readonly $ref: `${ResourceName}.${string}`;
}

/** A value that is known now, or a reference to one that will be. */
export type Token = string | Reference;

export type Tags = Readonly<Record<string, string>>;

/** Belongs to the environment: created if missing, shared by services, never undone or removed with one. */
export interface PlannedCluster {
  readonly name: string;
  readonly capacityProviders: readonly ("FARGATE" | "FARGATE_SPOT")[];
  readonly tags: Tags;
}

export interface PlannedLogGroup {
  readonly name: string;
  readonly retentionDays: number;
  readonly tags: Tags;
}

export interface PlannedSecurityGroup {
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  readonly ingress: readonly PlannedRule[];
  readonly egress: readonly PlannedRule[];
  /**
   * Rules which only the version that serves now needs, as when a service moves to another port: what stands of them
   * is not revoked before the deployment is done. A plan made after it has none.
   */
  readonly whileDeploying?: { readonly ingress: readonly PlannedRule[]; readonly egress: readonly PlannedRule[] };
  readonly tags: Tags;
}

/** One permission of a security group. `ports` is one TCP port, or `"all"`: every protocol and port. */
export interface PlannedRule {
  readonly ports: number | "all";
  readonly peer: { readonly cidr: string } | { readonly securityGroup: Token };
  readonly description: string;
}

export interface PlannedLoadBalancer {
  readonly name: string;
  readonly scheme: "internet-facing";
  readonly subnetIds: readonly string[];
  readonly securityGroups: readonly Token[];
  /** As ELB names them: `routing.http.drop_invalid_header_fields.enabled`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Tags;
}

export interface PlannedTargetGroup {
  readonly name: string;
  readonly port: number;
  readonly vpcId: string;
  readonly healthCheck: {
    readonly path: string;
    readonly intervalSeconds: number;
    readonly timeoutSeconds: number;
    readonly healthyThreshold: number;
    readonly unhealthyThreshold: number;
    /** Status codes that pass, as ELB writes them: `200-399`. */
    readonly matcher: string;
  };
  /** As ELB names them: `deregistration_delay.timeout_seconds`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Tags;
}

/** Holds the function of ours that answers "starting" for a sleeping service, and wakes it. */
export interface PlannedWakingTargetGroup {
  readonly name: string;
  readonly functionArn: string;
  readonly tags: Tags;
}

export interface PlannedListener {
  readonly port: 80 | 443;
  readonly protocol: "HTTP" | "HTTPS";
  readonly loadBalancer: Token;
  readonly certificateArn?: string;
  readonly sslPolicy?: string;
  readonly action:
    | {
        readonly type: "forward";
        readonly targetGroup: Token;
        /**
         * Stands beside it, and has the requests while the service sleeps. Which of the two has them is not planned:
         * the one writer of the desired count turns it.
         */
        readonly whileAsleep?: Token;
      }
    | { readonly type: "redirect"; readonly protocol: "HTTPS"; readonly port: 443; readonly status: "HTTP_301" };
  /** Listeners and rules which others put onto the load balancer: part of it, and taken away by a repair alone. */
  readonly strays?: readonly { readonly kind: "listener" | "rule"; readonly arn: string }[];
  readonly tags: Tags;
}

export interface PlannedTaskDefinition {
  readonly family: string;
  /** The revision of an earlier release with this content: used again while ECS has it, whatever was registered since. */
  readonly revisionArn?: string;
  /** CPU units: 256 is a quarter of a vCPU. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  readonly executionRoleArn: string;
  readonly taskRoleArn?: string;
  readonly architecture: "X86_64" | "ARM64";
  readonly container: {
    readonly name: string;
    /** By digest where it is known: `repository@sha256:…`. */
    readonly image: string;
    readonly command?: readonly string[];
    readonly port?: number;
    readonly variables: Readonly<Record<string, string>>;
    /** Variable name → ARN or parameter name; never a value. */
    readonly secrets: Readonly<Record<string, string>>;
    readonly logGroup: string;
    readonly logRegion: string;
    readonly stopTimeoutSeconds: number;
  };
  readonly tags: Tags;
}

export interface PlannedService {
  readonly name: string;
  readonly cluster: string;
  readonly taskDefinition: Token;
  /** Sent at creation only: afterwards the scaler alone writes it. */
  readonly initialCount: number;
  readonly capacityProviderStrategy: readonly CapacityProviderStrategyItem[];
  readonly subnetIds: readonly string[];
  readonly assignPublicIp: boolean;
  readonly securityGroups: readonly Token[];
  readonly loadBalancer?: {
    readonly targetGroup: Token;
    readonly containerName: string;
    readonly containerPort: number;
    readonly healthCheckGracePeriodSeconds: number;
  };
  /** How often ECS publishes CPU and memory of the service, where it is not each minute. */
  readonly metricSeconds?: 20;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** Whether ECS's circuit breaker goes back to the version before, or only stops. */
  readonly onFailure: "rollback" | "hold";
  /**
   * The deployment of ECS (`ecs-svc/…`) whose tasks are replaced although nothing differs. Once ECS shows another one
   * in its place, that is done: so that a restart which is tried twice restarts once.
   */
  readonly replaces?: string;
  /**
   * The deployment of ECS that this deployment began on Spot, where that found no capacity: another takes its place on
   * demand. With the time and the reason.
   */
  readonly insteadOf?: { readonly deployment: string; readonly at: number; readonly why: string };
  readonly tags: Tags;
}

export interface CapacityProviderStrategyItem {
  readonly capacityProvider: "FARGATE" | "FARGATE_SPOT";
  readonly base: number;
  readonly weight: number;
}
