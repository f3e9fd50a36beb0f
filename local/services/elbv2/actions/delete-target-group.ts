import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { loadBalancerOf } from "../associations.ts";
import type { Elbv2State } from "../state.ts";

/** Refused while a listener or rule forwards to it. Succeeds also for one that is gone. */
export const deleteTargetGroup: Action<"elbv2", "DeleteTargetGroup", Elbv2State> = (input, { state }) => {
  const group = state.targetGroups.get(input.TargetGroupArn ?? "");
  if (!group) return {};
  if (loadBalancerOf(state, group)) {
    throw new AwsError(
      "ResourceInUseException",
      `Target group '${group.arn}' is currently in use by a listener or a rule`,
    );
  }
  state.health.forget(group);
  state.targetGroups.delete(group.arn);
  state.tags.delete(group.arn);
  return {};
};
