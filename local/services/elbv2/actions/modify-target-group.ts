import type { Action } from "../../../edge/contract.ts";
import { errors } from "../errors.ts";
import { findTargetGroup } from "../find.ts";
import { readHealthCheck } from "../health-check-settings.ts";
import type { Elbv2State } from "../state.ts";
import { viewTargetGroup } from "../views.ts";

/** Changes the health check. The next check of each target heeds it. */
export const modifyTargetGroup: Action<"elbv2", "ModifyTargetGroup", Elbv2State> = (input, { state }) => {
  const group = findTargetGroup(state, input.TargetGroupArn);
  if (!group.network) throw errors.notImplemented("health checks of Lambda functions");
  group.healthCheck = readHealthCheck(group.healthCheck, input);
  return { TargetGroups: [viewTargetGroup(state, group)] };
};
