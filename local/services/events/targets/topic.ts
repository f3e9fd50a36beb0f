import { sendRefusal } from "./failure.ts";
import type { TargetKind } from "./kinds.ts";
import { textOf } from "./payload-text.ts";
import { checkRole } from "./role.ts";

/** A topic: each event is published. Its policy must let EventBridge publish, or the target's role may. */
export const topicTarget: TargetKind = {
  has: (arn) => arn.startsWith("arn:aws:sns:"),
  needsRole: false,
  deliver({ host, rule, target, payload }) {
    const arn = target.Arn as string;
    const roleArn = target.RoleArn ?? rule.roleArn;
    if (roleArn) checkRole(host, rule, target, "sns:Publish", arn);
    const by = roleArn
      ? ({ kind: "role", arn: roleArn, roleArn } as const)
      : ({ kind: "service", name: "events.amazonaws.com", sourceArn: rule.arn } as const);
    try {
      host.cloud.topics.publish(arn, { body: textOf(payload) }, by);
    } catch (error) {
      throw sendRefusal(error);
    }
  },
};
