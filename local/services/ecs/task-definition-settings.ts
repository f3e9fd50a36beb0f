import { AwsError } from "../../edge/aws-error.ts";
import type { Input } from "../../edge/contract.ts";
import { cpuUnits, isFargateSize, memoryMebibytes } from "./fargate.ts";
import { refuse } from "./not-implemented.ts";
import type { ContainerDefinition } from "./state.ts";

/** Refuses what Fargate cannot run, with the errors that AWS gives. Answers CPU units and MiB. */
export function checkTaskDefinition(input: Input<"ecs", "RegisterTaskDefinition">): { cpu: number; memory: number } {
  const containers = input.containerDefinitions ?? [];
  if (containers.length === 0) client("Container list cannot be empty.");
  if (input.networkMode && input.networkMode !== "awsvpc") {
    client("Fargate only supports network mode 'awsvpc'.");
  }
  if (input.volumes?.some(({ efsVolumeConfiguration }) => efsVolumeConfiguration)) {
    refuse("efsVolumeConfiguration", "leave it out");
  }
  if (!input.cpu || !input.memory) {
    client("Fargate requires that 'cpu' and 'memory' be defined at the task level.");
  }
  const cpu = cpuUnits(input.cpu);
  const memory = memoryMebibytes(input.memory);
  if (!isFargateSize(cpu, memory)) {
    client(
      `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory. ` +
        "See the Amazon ECS documentation for the valid values.",
    );
  }
  const names = containers.map(({ name }) => name ?? "");
  if (names.some((name) => !/^[A-Za-z0-9_-]{1,255}$/.test(name))) client("Container.name contains invalid characters.");
  if (new Set(names).size < names.length) client("Container names must be unique within a task definition.");
  if (containers.every(({ essential }) => essential === false)) {
    client("Invalid 'essential' setting: at least one container must be essential.");
  }
  for (const container of containers) checkContainer(container, { cpu, memory });
  if (input.executionRoleArn) return { cpu, memory };
  if (containers.some(({ logConfiguration }) => logConfiguration?.logDriver === "awslogs")) {
    client("Fargate requires task definition to have execution role ARN to support log driver awslogs.");
  }
  if (containers.some(({ secrets }) => secrets && secrets.length > 0)) {
    client("When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.");
  }
  return { cpu, memory };
}

function checkContainer(container: ContainerDefinition, task: { cpu: number; memory: number }): void {
  const { name, image, cpu = 0, memory, memoryReservation, stopTimeout = 0 } = container;
  if (!image) client(`Container.image should not be null or empty: container ${name}.`);
  if (cpu > task.cpu) client(`Invalid setting for container '${name}'. At most ${task.cpu} CPU units can be used.`);
  if ((memory ?? 0) > task.memory || (memoryReservation ?? 0) > task.memory) {
    client(`Invalid setting for container '${name}'. At most ${task.memory} MiB of memory can be used.`);
  }
  if (stopTimeout > 120) client("The stop timeout of a container on Fargate is at most 120 seconds.");
  if (container.privileged) client("Fargate does not support privileged containers.");
  for (const { containerPort = 0, hostPort } of container.portMappings ?? []) {
    if (containerPort < 1 || containerPort > 65_535) client(`Invalid containerPort ${containerPort}.`);
    if (hostPort && hostPort !== containerPort) {
      client("When networkMode=awsvpc, the host ports and container ports in port mappings must match.");
    }
  }
  for (const secret of container.secrets ?? []) {
    if (!secret.name || !secret.valueFrom) client("Secrets need a name and a valueFrom.");
  }
  const { logDriver, options = {} } = container.logConfiguration ?? {};
  if (logDriver !== "awslogs") return;
  for (const option of ["awslogs-group", "awslogs-region", "awslogs-stream-prefix"]) {
    if (!options[option]) client(`Log driver awslogs requires options: ${option}.`);
  }
}

/** The container as AWS shows it: defaults written out. */
export function completedContainer(container: ContainerDefinition): ContainerDefinition {
  return {
    ...container,
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    environment: container.environment ?? [],
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    systemControls: container.systemControls ?? [],
    portMappings: (container.portMappings ?? []).map((mapping) => ({
      ...mapping,
      hostPort: mapping.hostPort ?? mapping.containerPort,
      protocol: mapping.protocol ?? "tcp",
    })),
    ...(container.healthCheck && {
      healthCheck: { interval: 30, timeout: 5, retries: 3, ...container.healthCheck },
    }),
  };
}

function client(message: string): never {
  throw new AwsError("ClientException", message);
}
