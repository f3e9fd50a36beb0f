import { publish } from "../publish.ts";
import { DeliveryFailure } from "./failure.ts";
import type { TargetKind } from "./kinds.ts";
import { checkRole } from "./role.ts";

/** Another event bus of the account, which gets the event as it is. */
export const eventBusTarget: TargetKind = {
  has: (arn) => /^arn:aws:events:[^:]*:[^:]*:event-bus\//.test(arn),
  needsRole: false,
  deliver({ host, state, rule, target, event }) {
    const arn = target.Arn as string;
    if (target.RoleArn ?? rule.roleArn) checkRole(host, rule, target, "events:PutEvents", arn);
    const bus = [...state.buses.values()].find((each) => each.arn === arn);
    if (!bus) throw new DeliveryFailure("NO_RESOURCE", `Event bus ${arn} does not exist.`);
    publish(host, state, bus, event);
  },
};
