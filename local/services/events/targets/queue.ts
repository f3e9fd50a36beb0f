import { sendRefusal } from "./failure.ts";
import type { TargetKind } from "./kinds.ts";
import { textOf } from "./payload-text.ts";
import { checkRole } from "./role.ts";

/** A queue: each event is a message. Its policy must let EventBridge send for the rule, or the target's role may. */
export const queueTarget: TargetKind = {
  has: (arn) => arn.startsWith("arn:aws:sqs:"),
  needsRole: false,
  deliver({ host, rule, target, payload }) {
    const arn = target.Arn as string;
    const roleArn = target.RoleArn ?? rule.roleArn;
    if (roleArn) checkRole(host, rule, target, "sqs:SendMessage", arn);
    const by = roleArn
      ? ({ kind: "role", arn: roleArn, roleArn } as const)
      : ({ kind: "service", name: "events.amazonaws.com", sourceArn: rule.arn } as const);
    try {
      host.cloud.queues.send(arn, { body: textOf(payload) }, by);
    } catch (error) {
      throw sendRefusal(error);
    }
  },
};
