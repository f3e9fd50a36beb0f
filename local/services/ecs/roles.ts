import { arn } from "../../world/world.ts";
import type { Ecs, Overrides, TaskDefinitionShape } from "./state.ts";

type Roles = Pick<TaskDefinitionShape, "taskRoleArn" | "executionRoleArn"> | Overrides;

/** The ARNs of the roles which a task definition or an override names, by ARN or by name. */
export function rolesOf(ecs: Pick<Ecs, "world">, roles: Roles): string[] {
  return [roles.taskRoleArn, roles.executionRoleArn].flatMap((role) => {
    if (!role) return [];
    return role.startsWith("arn:") ? role : arn(ecs.world, "iam", `role/${role}`);
  });
}

/** Why the task's roles cannot be used, worded as by ECS; `undefined` when they can. */
export function unassumableRole(ecs: Ecs, roles: Roles): string | undefined {
  const missing = rolesOf(ecs, roles).find((role) => !ecs.cloud.identity.hasRole(role));
  return (
    missing &&
    `ECS was unable to assume the role '${missing}' that was provided for this task. Please verify that the role being ` +
      "passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role."
  );
}
