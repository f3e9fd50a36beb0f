import type { ContainerExit, LogLine } from "../../cloud.ts";
import { taskChanged } from "./events.ts";
import type { ContainerDefinition, ContainerRecord, Ecs, TaskRecord } from "./state.ts";
import { logOf } from "./task-resources.ts";
import { containersEnded, stopTask } from "./task-stop.ts";

export type Secrets = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Starts every container whose dependencies allow it, again after each exit. Answers why one could not start. */
export function startContainers(ecs: Ecs, task: TaskRecord, secrets: Secrets): string | undefined {
  for (let started = true; started; ) {
    started = false;
    for (const container of task.containers) {
      if (container.running || container.exited || !dependenciesMet(task, container)) continue;
      try {
        startContainer(ecs, task, container, secrets);
      } catch (error) {
        const reason = `CannotStartContainerError: ${error instanceof Error ? error.message : String(error)}`;
        container.shape.reason = reason;
        return reason;
      }
      started = true;
    }
  }
  return undefined;
}

function startContainer(ecs: Ecs, task: TaskRecord, container: ContainerRecord, secrets: Secrets): void {
  const { definition, shape, image } = container;
  if (!image) throw new Error(`the image of container ${definition.name} was not pulled`);
  const name = definition.name ?? "";
  const ports = (definition.portMappings ?? []).map(({ containerPort }) => containerPort ?? 0);
  const command = commandOf(task, definition);
  const memory = Number(shape.memory ?? task.shape.memory);
  shape.lastStatus = "RUNNING";
  shape.runtimeId = `${task.id}-${ecs.world.random.characters(10, "0123456789")}`;
  if (definition.healthCheck) shape.healthStatus = "HEALTHY";
  container.running = ecs.cloud.containers.start({
    taskId: task.id,
    name,
    image,
    ...(command && { command }),
    environment: { ...environmentOf(ecs, task, definition), ...secrets.get(name) },
    ports,
    ...(memory > 0 && { memory }),
    onOutput: (lines) => writeOutput(ecs, task, definition, lines),
    onExit: (exit) => exited(ecs, task, container, exit, secrets),
  });
  for (const port of ports) {
    const endpoint = container.running.endpoint(port);
    if (endpoint && task.ip) ecs.cloud.network.bind(task.ip, port, endpoint);
  }
}

function exited(ecs: Ecs, task: TaskRecord, container: ContainerRecord, exit: ContainerExit, secrets: Secrets): void {
  if (ecs.state.closed || container.exited) return;
  container.exited = true;
  container.killTimer?.cancel();
  const { shape } = container;
  shape.lastStatus = "STOPPED";
  shape.exitCode = exit.code;
  if (exit.outOfMemory) shape.reason = "OutOfMemoryError: Container killed due to memory usage";
  if (task.shape.desiredStatus === "STOPPED") {
    if (task.shape.lastStatus === "STOPPING") containersEnded(ecs, task);
  } else if (container.definition.essential !== false) {
    stopTask(ecs, task, { code: "EssentialContainerExited", reason: "Essential container in task exited" });
  } else {
    const failure = startContainers(ecs, task, secrets);
    if (failure) stopTask(ecs, task, { code: "TaskFailedToStart", reason: failure });
    else taskChanged(ecs, task);
  }
}

/** Whether what the container waits for (`dependsOn`) has happened. A container with a health check counts as healthy once it runs. */
function dependenciesMet(task: TaskRecord, container: ContainerRecord): boolean {
  return (container.definition.dependsOn ?? []).every(({ containerName, condition }) => {
    const other = task.containers.find(({ definition }) => definition.name === containerName);
    switch (condition) {
      case "COMPLETE":
        return other?.exited === true;
      case "SUCCESS":
        return other?.exited === true && other.shape.exitCode === 0;
      default:
        return other?.running !== undefined;
    }
  });
}

function environmentOf(ecs: Ecs, task: TaskRecord, definition: ContainerDefinition): Record<string, string> {
  const override = task.overrides.containerOverrides?.find(({ name }) => name === definition.name);
  const variables = [...(definition.environment ?? []), ...(override?.environment ?? [])];
  return {
    AWS_EXECUTION_ENV: "AWS_ECS_FARGATE",
    AWS_REGION: ecs.world.region,
    AWS_DEFAULT_REGION: ecs.world.region,
    ...Object.fromEntries(variables.map(({ name, value }) => [name ?? "", value ?? ""])),
  };
}

/** The command that replaces the image's own, if any does. */
function commandOf(task: TaskRecord, definition: ContainerDefinition): readonly string[] | undefined {
  const override = task.overrides.containerOverrides?.find(({ name }) => name === definition.name);
  const command = override?.command ?? definition.command ?? [];
  const whole = [...(definition.entryPoint ?? []), ...command];
  return whole.length > 0 ? whole : undefined;
}

function writeOutput(ecs: Ecs, task: TaskRecord, definition: ContainerDefinition, lines: readonly LogLine[]): void {
  const log = logOf(definition, task.id);
  if (log && !ecs.state.closed) ecs.cloud.logs.write(log.group, log.stream, lines, { createGroup: log.createGroup });
}
