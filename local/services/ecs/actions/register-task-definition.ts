import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { taskDefinitionArn } from "../arns.ts";
import { dateNow } from "../lookup.ts";
import type { EcsState, TaskDefinitionRecord } from "../state.ts";
import { fromTags, toTags } from "../tags.ts";
import { checkTaskDefinition, completedContainer } from "../task-definition-settings.ts";

/** RegisterTaskDefinition. Every call makes a new revision; numbers are never used again. */
export const registerTaskDefinition: Action<"ecs", "RegisterTaskDefinition", EcsState> = (input, ecs) => {
  const family = input.family ?? "";
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(family)) {
    throw new AwsError("ClientException", "Family contains invalid characters.");
  }
  const { cpu, memory } = checkTaskDefinition(input);
  const tags = toTags(input.tags);
  const revision = (ecs.state.families.get(family) ?? 0) + 1;
  const arn = taskDefinitionArn(ecs.world, family, revision);
  const { tags: _, containerDefinitions, ...given } = input;
  const record: TaskDefinitionRecord = {
    arn,
    family,
    revision,
    tags,
    shape: {
      ...given,
      taskDefinitionArn: arn,
      family,
      revision,
      status: "ACTIVE",
      containerDefinitions: (containerDefinitions ?? []).map(completedContainer),
      networkMode: input.networkMode ?? "awsvpc",
      volumes: input.volumes ?? [],
      placementConstraints: input.placementConstraints ?? [],
      requiresAttributes: [],
      compatibilities: ["EC2", "FARGATE"],
      requiresCompatibilities: input.requiresCompatibilities ?? [],
      cpu: String(cpu),
      memory: String(memory),
      registeredAt: dateNow(ecs),
      registeredBy: ecs.call.principal.arn,
    },
  };
  ecs.state.families.set(family, revision);
  ecs.state.taskDefinitions.set(arn, record);
  return { taskDefinition: record.shape, tags: fromTags(tags) };
};
