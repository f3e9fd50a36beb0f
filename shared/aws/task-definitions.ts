import {
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  type ECSClient,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import type { TaskDefinitions } from "../ports/task-definitions.ts";
import { errorCode } from "./answer-or.ts";
import { present } from "./present.ts";
import { toLowerPairs } from "./tags.ts";
import { toContainerDefinition, toTaskDefinition } from "./task-definition-shape.ts";

export function createTaskDefinitions(client: ECSClient): TaskDefinitions {
  return {
    async find(arn) {
      try {
        const { taskDefinition, tags } = await client.send(
          new DescribeTaskDefinitionCommand({ taskDefinition: arn, include: ["TAGS"] }),
        );
        return taskDefinition && toTaskDefinition(taskDefinition, tags);
      } catch (error) {
        if (isUnknown(error)) return undefined;
        throw error;
      }
    },

    async newest(family, limit) {
      const { taskDefinitionArns = [] } = await client.send(
        new ListTaskDefinitionsCommand({ familyPrefix: family, status: "ACTIVE", sort: "DESC", maxResults: limit }),
      );
      return taskDefinitionArns.filter((arn) => familyOf(arn) === family);
    },

    async register(definition) {
      const { taskDefinition, tags } = await client.send(
        new RegisterTaskDefinitionCommand({
          family: definition.family,
          cpu: String(definition.cpu),
          memory: String(definition.memory),
          networkMode: "awsvpc",
          requiresCompatibilities: ["FARGATE"],
          runtimePlatform: { cpuArchitecture: definition.architecture, operatingSystemFamily: "LINUX" },
          executionRoleArn: definition.executionRoleArn,
          taskRoleArn: definition.taskRoleArn,
          containerDefinitions: [toContainerDefinition(definition.container)],
          tags: toLowerPairs(definition.tags),
        }),
      );
      return toTaskDefinition(present(taskDefinition, "the task definition"), tags);
    },

    async deregister(arn) {
      try {
        await client.send(new DeregisterTaskDefinitionCommand({ taskDefinition: arn }));
      } catch (error) {
        if (!isUnknown(error) && !isInactive(error)) throw error;
      }
    },
  };
}

/** `arn:aws:ecs:us-east-1:123456789012:task-definition/shop:7` → `shop` */
function familyOf(arn: string): string | undefined {
  return arn.split("/").at(-1)?.split(":")[0];
}

/** ECS has no code of its own for a task definition that does not exist: only the message tells. */
function isUnknown(error: unknown): boolean {
  return errorCode(error) === "Client" && /Unable to describe task definition/i.test((error as Error).message);
}

function isInactive(error: unknown): boolean {
  return /task definition is (inactive|already inactive|in the process of being deleted)/i.test(
    (error as Error).message,
  );
}
