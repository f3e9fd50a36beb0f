import type { TargetKind } from "./kinds.ts";
import { checkRole } from "./role.ts";

/** A state machine: each event starts an execution, with the target's role. */
export const stateMachineTarget: TargetKind = {
  has: (arn) => /^arn:aws:states:[^:]*:[^:]*:stateMachine:/.test(arn),
  needsRole: true,
  deliver({ host, rule, target, payload, event }) {
    const arn = target.Arn as string;
    checkRole(host, rule, target, "states:StartExecution", arn);
    host.cloud.executions.start(arn, payload, `${event.id}_${host.world.random.uuid()}`.slice(0, 80));
  },
};
