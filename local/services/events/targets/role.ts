import type { Host } from "../../../edge/contract.ts";
import type { Rule, Target } from "../state.ts";
import { DeliveryFailure } from "./failure.ts";

/** Fails the delivery unless the target's role (or the rule's) may do `action` on `resource`. */
export function checkRole(host: Host, rule: Rule, target: Target, action: string, resource: string): void {
  const roleArn = target.RoleArn ?? rule.roleArn;
  const { identity } = host.cloud;
  if (!roleArn || !identity.hasRole(roleArn))
    throw new DeliveryFailure("FAILED_TO_ASSUME_ROLE", `EventBridge could not assume the role ${roleArn ?? "(none)"}.`);
  const decision = identity.decide({ kind: "role", arn: roleArn, roleArn }, { action, resources: [resource] });
  if (decision.kind === "deny")
    throw new DeliveryFailure(
      "NO_PERMISSIONS",
      `${roleArn} is not authorized to perform: ${action} on resource: ${resource}`,
    );
}
