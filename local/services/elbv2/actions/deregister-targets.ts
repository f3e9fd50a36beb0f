import type { Action } from "../../../edge/contract.ts";
import { findTargetGroup } from "../find.ts";
import type { Elbv2State } from "../state.ts";

/** Starts draining; a function is gone at once. Without a port all registrations of the address; one that is not registered is passed over. */
export const deregisterTargets: Action<"elbv2", "DeregisterTargets", Elbv2State> = (input, { state }) => {
  const group = findTargetGroup(state, input.TargetGroupArn);
  if (input.Targets?.some(({ Id }) => Id === group.functionArn)) delete group.functionArn;
  for (const { Id: ip, Port: port } of input.Targets ?? []) {
    const meant = [...group.targets.values()].filter(
      (target) => target.ip === ip && (port === undefined || target.port === port),
    );
    for (const target of meant) state.health.deregister(group, target);
  }
  return {};
};
