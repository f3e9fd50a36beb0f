import type { Permission } from "../../edge/contract.ts";
import { arn } from "../../world/world.ts";
import { rolesOf } from "./roles.ts";
import type { Ecs, TaskRecord } from "./state.ts";

/** Why the task's execution role may not read what a container's secret names, worded as by ECS; `undefined` when it may. */
export function deniedSecret(ecs: Ecs, task: TaskRecord, valueFrom: string): string | undefined {
  const executionRoleArn = task.overrides.executionRoleArn ?? task.definition.shape.executionRoleArn;
  const [roleArn = ""] = rolesOf(ecs, { executionRoleArn });
  const session = `arn:aws:sts::${ecs.world.account}:assumed-role/${roleArn.split("/").at(-1)}/${task.id}`;
  const decision = ecs.cloud.identity.decide({ kind: "role", arn: session, roleArn }, permissionFor(ecs, valueFrom));
  if (decision.kind === "allow") return undefined;
  const { action, resource } = decision;
  const reason = decision.explicit
    ? "with an explicit deny in an identity-based policy"
    : `because no identity-based policy allows the ${action} action`;
  return (
    "execution resource retrieval failed: " +
    `${isSecret(valueFrom) ? "unable to retrieve secret from asm" : "unable to retrieve secrets from ssm"}: ` +
    "service call has been retried 1 time(s): AccessDeniedException: " +
    `User: ${session} is not authorized to perform: ${action} on resource: ${resource} ${reason}`
  );
}

function isSecret(valueFrom: string): boolean {
  return valueFrom.startsWith("arn:aws:secretsmanager:");
}

/** A secret's ARN may be followed by a JSON key, a stage and a version; a parameter's name stands for its ARN. */
function permissionFor(ecs: Ecs, valueFrom: string): Permission {
  if (isSecret(valueFrom)) {
    return { action: "secretsmanager:GetSecretValue", resources: [valueFrom.split(":").slice(0, 7).join(":")] };
  }
  const resource = valueFrom.startsWith("arn:")
    ? valueFrom
    : arn(ecs.world, "ssm", `parameter/${valueFrom.replace(/^\//, "")}`);
  return { action: "ssm:GetParameters", resources: [resource] };
}
