import type { Action } from "../../../edge/contract.ts";
import { listAttributes, loadBalancerAttributes, setAttributes } from "../attributes.ts";
import { findLoadBalancer } from "../find.ts";
import type { Elbv2State } from "../state.ts";

export const modifyLoadBalancerAttributes: Action<"elbv2", "ModifyLoadBalancerAttributes", Elbv2State> = (
  input,
  { state },
) => {
  const { attributes } = findLoadBalancer(state, input.LoadBalancerArn);
  setAttributes("Load balancer", loadBalancerAttributes, attributes, input.Attributes);
  return { Attributes: listAttributes(attributes) };
};
