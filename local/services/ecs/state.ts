import type { LocalImage, Container as RunningContainer, Target } from "../../cloud.ts";
import type { Host, Input, Output } from "../../edge/contract.ts";
import type { Timer } from "../../world/clock.ts";

type Item<List> = NonNullable<List> extends readonly (infer Member)[] ? Member : never;

/** ECS's own shapes, as its API describes them. */
export type ClusterShape = Item<Output<"ecs", "DescribeClusters">["clusters"]>;
export type TaskShape = Item<Output<"ecs", "DescribeTasks">["tasks"]>;
export type ContainerShape = Item<TaskShape["containers"]>;
export type TaskDefinitionShape = NonNullable<Output<"ecs", "DescribeTaskDefinition">["taskDefinition"]>;
export type ContainerDefinition = Item<TaskDefinitionShape["containerDefinitions"]>;
export type ServiceShape = Item<Output<"ecs", "DescribeServices">["services"]>;
export type DeploymentShape = Item<ServiceShape["deployments"]>;
export type ServiceEvent = Item<ServiceShape["events"]>;
export type ServiceDeploymentShape = Item<Output<"ecs", "DescribeServiceDeployments">["serviceDeployments"]>;
export type ServiceRevisionShape = Item<Output<"ecs", "DescribeServiceRevisions">["serviceRevisions"]>;
export type DeploymentConfiguration = NonNullable<ServiceShape["deploymentConfiguration"]>;
export type StrategyItem = Item<ServiceShape["capacityProviderStrategy"]>;
export type LoadBalancer = Item<ServiceShape["loadBalancers"]>;
export type NetworkConfiguration = NonNullable<ServiceShape["networkConfiguration"]>;
export type Tag = Item<ServiceShape["tags"]>;
export type Tags = Map<string, string>;
export type Overrides = NonNullable<Input<"ecs", "RunTask">["overrides"]>;
export type StopCode = NonNullable<TaskShape["stopCode"]>;

export interface ClusterRecord {
  readonly arn: string;
  readonly name: string;
  status: "ACTIVE" | "INACTIVE";
  capacityProviders: string[];
  defaultStrategy: StrategyItem[];
  settings: ClusterShape["settings"];
  configuration: ClusterShape["configuration"];
  serviceConnectDefaults: ClusterShape["serviceConnectDefaults"];
  readonly tags: Tags;
}

export interface TaskDefinitionRecord {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  readonly shape: TaskDefinitionShape;
  readonly tags: Tags;
}

export type TaskStatus =
  | "PROVISIONING"
  | "PENDING"
  | "ACTIVATING"
  | "RUNNING"
  | "DEACTIVATING"
  | "STOPPING"
  | "DEPROVISIONING"
  | "STOPPED";

export interface ContainerRecord {
  readonly definition: ContainerDefinition;
  /** What the API shows of it; changed in place. */
  readonly shape: ContainerShape;
  /** Once pulled. */
  image?: LocalImage;
  running?: RunningContainer;
  exited: boolean;
  killTimer?: Timer;
  /** CPU used (ms) when the metrics were last published. */
  measuredCpu: number;
}

/** A place of the task in a target group. */
export interface TaskTarget {
  readonly targetGroupArn: string;
  readonly target: Target;
}

export interface TaskRecord {
  readonly arn: string;
  readonly id: string;
  readonly cluster: ClusterRecord;
  readonly definition: TaskDefinitionRecord;
  readonly service?: ServiceRecord;
  /** The deployment that started it: `ecs-svc/…`. */
  readonly deploymentId?: string;
  /** Fixes the digests of its images. */
  readonly revisionArn?: string;
  readonly network: NetworkConfiguration;
  readonly overrides: Overrides;
  /** What the API shows of it; changed in place. */
  readonly shape: TaskShape & { lastStatus: TaskStatus; desiredStatus: "RUNNING" | "STOPPED"; version: number };
  readonly containers: readonly ContainerRecord[];
  readonly loadBalancers: readonly LoadBalancer[];
  readonly tags: Tags;
  interfaceId?: string;
  ip?: string;
  targets: TaskTarget[];
  /** The next transition. */
  timer?: Timer;
  /** Wait out the deregistration delay before the containers are told to stop. */
  drain: boolean;
  /** It was healthy once: a failure afterwards does not count against its deployment. */
  healthy: boolean;
}

export interface DeploymentRecord {
  readonly id: string;
  readonly createdAt: Date;
  updatedAt: Date;
  readonly taskDefinitionArn: string;
  serviceDeploymentArn: string;
  readonly revisionArn: string;
  readonly launchType?: "FARGATE";
  readonly strategy: readonly StrategyItem[];
  readonly platformVersion: string;
  readonly network: NetworkConfiguration;
  readonly loadBalancers: readonly LoadBalancer[];
  rolloutState: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  reason: string;
  /** What the circuit breaker counts. */
  failedTasks: number;
  /** Tasks in a row that never reached RUNNING: what the back-off counts. */
  failedStarts: number;
  /** No task is started before this time. */
  nextStartAt: number;
  /** The start was found impaired and said so. */
  impaired: boolean;
  /** It is PRIMARY again because a newer one failed. */
  rollback: boolean;
}

export interface ServiceRecord {
  readonly arn: string;
  readonly name: string;
  readonly cluster: ClusterRecord;
  /** What CreateService was asked, to tell a repeated call from another one. */
  readonly creation: string;
  readonly clientToken?: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly tags: Tags;
  status: "ACTIVE" | "DRAINING" | "INACTIVE";
  desiredCount: number;
  taskDefinitionArn: string;
  loadBalancers: LoadBalancer[];
  launchType?: "FARGATE";
  strategy: StrategyItem[];
  platformVersion: string;
  network: NetworkConfiguration;
  configuration: DeploymentConfiguration;
  gracePeriodSeconds: number;
  /** How often CPU and memory are published. */
  metricSeconds: number;
  propagateTags: "SERVICE" | "TASK_DEFINITION" | "NONE";
  enableManagedTags: boolean;
  enableExecuteCommand: boolean;
  availabilityZoneRebalancing: "ENABLED" | "DISABLED";
  /** Newest first; the first is PRIMARY. */
  deployments: DeploymentRecord[];
  /** What a rollback goes back to. */
  lastCompleted?: DeploymentRecord;
  currentServiceDeployment?: string;
  /** Newest first, a hundred at most. */
  events: ServiceEvent[];
  steady: boolean;
  /** The scheduler's next look. */
  pass?: Timer;
}

export interface RunTaskRecord {
  readonly request: string;
  readonly taskArns: readonly string[];
}

export interface EcsState {
  readonly clusters: Map<string, ClusterRecord>;
  readonly taskDefinitions: Map<string, TaskDefinitionRecord>;
  /** The highest revision of each family: numbers are never used twice. */
  readonly families: Map<string, number>;
  readonly services: Map<string, ServiceRecord>;
  readonly tasks: Map<string, TaskRecord>;
  readonly serviceDeployments: Map<string, ServiceDeploymentShape>;
  readonly serviceRevisions: Map<string, ServiceRevisionShape>;
  /** RunTask's client tokens. */
  readonly runTaskTokens: Map<string, RunTaskRecord>;
  /** Told of what tasks do; the service scheduler listens. */
  observer: TaskObserver;
  /** Ends listening to target health. */
  unsubscribe?: () => void;
  metricsTimer?: Timer;
  /** Capacity providers that have none to give at the moment. */
  readonly exhausted: Set<string>;
  closed: boolean;
}

export interface TaskObserver {
  /** It is RUNNING. */
  running(task: TaskRecord): void;
  /** It is to stop, whoever wished it. */
  stopping(task: TaskRecord): void;
  /** Its containers have ended, or it is STOPPED. */
  ended(task: TaskRecord): void;
}

/** What every function of this folder works on: the world, the other services, and ECS's own state. */
export interface Ecs extends Host {
  readonly state: EcsState;
}

export function emptyState(): EcsState {
  return {
    clusters: new Map(),
    taskDefinitions: new Map(),
    families: new Map(),
    services: new Map(),
    tasks: new Map(),
    serviceDeployments: new Map(),
    serviceRevisions: new Map(),
    runTaskTokens: new Map(),
    observer: { running: () => {}, stopping: () => {}, ended: () => {} },
    exhausted: new Set(),
    closed: false,
  };
}
