import type { Installation } from "../config/installation.ts";

type TaskRole = Installation["taskRoles"][number];

/** The installation's entry for a role that a manifest names by name or by ARN. */
export function findTaskRole(role: string, installation: Installation): TaskRole | undefined {
  return installation.taskRoles.find(({ roleArn }) => roleArn === role || roleName(roleArn) === role);
}

/** Which service may use which role is the installation's to say, so that a deployer cannot borrow another's rights. */
export function mayUse(taskRole: TaskRole, service: string): boolean {
  return taskRole.services.some((allowed) => allowed === "*" || allowed === service);
}

/** A role's name is the last part of its ARN, whatever its path: `arn:aws:iam::…:role/fairway/task/orders` is `orders`. */
export function roleName(roleArn: string): string {
  return roleArn.slice(roleArn.lastIndexOf("/") + 1);
}
