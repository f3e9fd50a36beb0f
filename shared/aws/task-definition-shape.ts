import type { ContainerDefinition, Tag, TaskDefinition } from "@aws-sdk/client-ecs";
import type { ActualTaskDefinition } from "../plan/facts.ts";
import type { PlannedTaskDefinition } from "../plan/plan.ts";
import type { Found } from "../ports/found.ts";
import { present } from "./present.ts";
import { fromLowerPairs } from "./tags.ts";

/** Log streams are then named `task/<container>/<task id>`. */
const logStreamPrefix = "task";

export function toContainerDefinition(container: PlannedTaskDefinition["container"]): ContainerDefinition {
  return {
    name: container.name,
    image: container.image,
    essential: true,
    command: container.command && [...container.command],
    portMappings: container.port === undefined ? [] : [{ containerPort: container.port, protocol: "tcp" }],
    environment: Object.entries(container.variables).map(([name, value]) => ({ name, value })),
    secrets: Object.entries(container.secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
    stopTimeout: container.stopTimeoutSeconds,
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": container.logGroup,
        "awslogs-region": container.logRegion,
        "awslogs-stream-prefix": logStreamPrefix,
      },
    },
  };
}

export function toTaskDefinition(definition: TaskDefinition, tags?: readonly Tag[]): Found<ActualTaskDefinition> {
  return {
    arn: present(definition.taskDefinitionArn, "the task definition's ARN"),
    family: present(definition.family, "the task definition's family"),
    revision: present(definition.revision, "the task definition's revision"),
    status: present(definition.status, "the task definition's status"),
    cpu: Number(definition.cpu),
    memory: Number(definition.memory),
    executionRoleArn: definition.executionRoleArn,
    taskRoleArn: definition.taskRoleArn,
    architecture: definition.runtimePlatform?.cpuArchitecture ?? "X86_64",
    containers: (definition.containerDefinitions ?? []).map(toContainer),
    tags: fromLowerPairs(tags),
  };
}

function toContainer(container: ContainerDefinition): ActualTaskDefinition["containers"][number] {
  const log = container.logConfiguration?.options ?? {};
  return {
    name: container.name ?? "",
    image: container.image ?? "",
    command: container.command?.length ? container.command : undefined,
    port: container.portMappings?.[0]?.containerPort,
    variables: Object.fromEntries((container.environment ?? []).map(({ name = "", value = "" }) => [name, value])),
    secrets: Object.fromEntries((container.secrets ?? []).map(({ name = "", valueFrom = "" }) => [name, valueFrom])),
    logGroup: log["awslogs-group"],
    logRegion: log["awslogs-region"],
    stopTimeoutSeconds: container.stopTimeout,
  };
}
