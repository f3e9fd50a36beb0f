import type { Action } from "../../../edge/contract.ts";
import { findListener } from "../find.ts";
import { removeListener } from "../load-balancer.ts";
import type { Elbv2State } from "../state.ts";

export const deleteListener: Action<"elbv2", "DeleteListener", Elbv2State> = (input, { state }) => {
  removeListener(state, findListener(state, input.ListenerArn).arn);
  state.health.refresh();
  return {};
};
