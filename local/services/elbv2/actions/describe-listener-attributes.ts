import type { Action } from "../../../edge/contract.ts";
import { findListener } from "../find.ts";
import type { Elbv2State } from "../state.ts";

export const describeListenerAttributes: Action<"elbv2", "DescribeListenerAttributes", Elbv2State> = (
  input,
  { state },
) => {
  findListener(state, input.ListenerArn);
  return { Attributes: [{ Key: "routing.http.response.server.enabled", Value: "true" }] };
};
