import type { Action } from "../../../edge/contract.ts";
import { listAttributes } from "../attributes.ts";
import { findLoadBalancer } from "../find.ts";
import type { Elbv2State } from "../state.ts";

export const describeLoadBalancerAttributes: Action<"elbv2", "DescribeLoadBalancerAttributes", Elbv2State> = (
  input,
  { state },
) => ({ Attributes: listAttributes(findLoadBalancer(state, input.LoadBalancerArn).attributes) });
