import { containerArn, newTaskId, taskArn } from "./arns.ts";
import { taskChanged } from "./events.ts";
import { dateNow } from "./lookup.ts";
import type {
  ClusterRecord,
  ContainerRecord,
  DeploymentRecord,
  Ecs,
  LoadBalancer,
  NetworkConfiguration,
  Overrides,
  ServiceRecord,
  Tags,
  TaskDefinitionRecord,
  TaskRecord,
} from "./state.ts";
import { provision } from "./task-start.ts";

export interface Launch {
  readonly cluster: ClusterRecord;
  readonly definition: TaskDefinitionRecord;
  readonly service?: ServiceRecord;
  readonly deployment?: DeploymentRecord;
  /** `service:hello`, or `family:hello` unless told. */
  readonly group: string;
  readonly startedBy?: string | undefined;
  readonly capacityProvider?: string | undefined;
  readonly platformVersion: string;
  readonly network: NetworkConfiguration;
  readonly overrides: Overrides;
  readonly loadBalancers: readonly LoadBalancer[];
  readonly enableExecuteCommand: boolean;
  readonly tags: Tags;
}

/** Starts a task: it is PROVISIONING when this returns, and goes its way on the clock. */
export function launchTask(ecs: Ecs, launch: Launch): TaskRecord {
  const { world } = ecs;
  const { cluster, definition } = launch;
  const id = newTaskId(world);
  const arn = taskArn(world, cluster.name, id);
  const attachmentId = world.random.uuid();
  const containers = (definition.shape.containerDefinitions ?? []).map((container): ContainerRecord => {
    const override = launch.overrides.containerOverrides?.find(({ name }) => name === container.name);
    return {
      definition: container,
      exited: false,
      measuredCpu: 0,
      shape: {
        containerArn: containerArn(world, cluster.name, id),
        taskArn: arn,
        name: container.name,
        image: container.image,
        lastStatus: "PENDING",
        networkInterfaces: [],
        healthStatus: "UNKNOWN",
        cpu: String(override?.cpu ?? container.cpu ?? 0),
        ...limit("memory", override?.memory ?? container.memory),
        ...limit("memoryReservation", override?.memoryReservation ?? container.memoryReservation),
      },
    };
  });
  const task: TaskRecord = {
    arn,
    id,
    cluster,
    definition,
    ...(launch.service && { service: launch.service }),
    ...(launch.deployment && { deploymentId: launch.deployment.id, revisionArn: launch.deployment.revisionArn }),
    network: launch.network,
    overrides: launch.overrides,
    loadBalancers: launch.loadBalancers,
    tags: launch.tags,
    containers,
    targets: [],
    drain: false,
    healthy: false,
    shape: {
      taskArn: arn,
      clusterArn: cluster.arn,
      taskDefinitionArn: definition.arn,
      attachments: [{ id: attachmentId, type: "ElasticNetworkInterface", status: "PRECREATED", details: [] }],
      attributes: [{ name: "ecs.cpu-architecture", value: architecture(definition) }],
      containers: containers.map(({ shape }) => shape),
      cpu: launch.overrides.cpu ?? definition.shape.cpu,
      memory: launch.overrides.memory ?? definition.shape.memory,
      createdAt: dateNow(ecs),
      desiredStatus: "RUNNING",
      lastStatus: "PROVISIONING",
      enableExecuteCommand: launch.enableExecuteCommand,
      ephemeralStorage: definition.shape.ephemeralStorage ?? { sizeInGiB: 20 },
      fargateEphemeralStorage: { sizeInGiB: definition.shape.ephemeralStorage?.sizeInGiB ?? 20 },
      group: launch.group,
      healthStatus: "UNKNOWN",
      launchType: "FARGATE",
      ...(launch.capacityProvider && { capacityProviderName: launch.capacityProvider }),
      overrides: { ...launch.overrides, containerOverrides: containerOverrides(launch) },
      platformVersion: launch.platformVersion,
      platformFamily: "Linux",
      ...(launch.startedBy && { startedBy: launch.startedBy }),
      version: 0,
    },
  };
  ecs.state.tasks.set(arn, task);
  taskChanged(ecs, task);
  provision(ecs, task);
  return task;
}

/** As ECS shows them: every container is named, overridden or not. */
function containerOverrides({ definition, overrides }: Launch): Overrides["containerOverrides"] {
  return (definition.shape.containerDefinitions ?? []).map(
    ({ name }) => overrides.containerOverrides?.find((override) => override.name === name) ?? { name },
  );
}

function architecture(definition: TaskDefinitionRecord): string {
  return definition.shape.runtimePlatform?.cpuArchitecture === "ARM64" ? "arm64" : "x86_64";
}

function limit<Name extends string>(name: Name, mebibytes: number | undefined): { [Key in Name]?: string } {
  return mebibytes === undefined ? {} : ({ [name]: String(mebibytes) } as { [Key in Name]?: string });
}
