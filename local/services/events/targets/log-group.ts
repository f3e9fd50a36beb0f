import { DeliveryFailure } from "./failure.ts";
import type { TargetKind } from "./kinds.ts";
import { textOf } from "./payload-text.ts";

/** A CloudWatch Logs group: each event is a line of a stream of its own. */
export const logGroupTarget: TargetKind = {
  has: (arn) => /^arn:aws:logs:[^:]*:[^:]*:log-group:/.test(arn),
  needsRole: false,
  deliver({ host, target, payload, event }) {
    const group = (target.Arn as string).split(":").slice(6).join(":").replace(/:\*$/, "");
    if (!host.cloud.logs.hasGroup(group))
      throw new DeliveryFailure("NO_RESOURCE", `The log group ${group} does not exist.`);
    const message = textOf(payload);
    host.cloud.logs.write(group, event.id, [{ timestamp: host.world.clock.now(), message }]);
  },
};
