import type { Actions } from "../../edge/contract.ts";
import { addTags } from "./actions/add-tags.ts";
import { createListener } from "./actions/create-listener.ts";
import { createLoadBalancer } from "./actions/create-load-balancer.ts";
import { createRule } from "./actions/create-rule.ts";
import { createTargetGroup } from "./actions/create-target-group.ts";
import { deleteListener } from "./actions/delete-listener.ts";
import { deleteLoadBalancer } from "./actions/delete-load-balancer.ts";
import { deleteRule } from "./actions/delete-rule.ts";
import { deleteTargetGroup } from "./actions/delete-target-group.ts";
import { deregisterTargets } from "./actions/deregister-targets.ts";
import { describeAccountLimits } from "./actions/describe-account-limits.ts";
import { describeListenerAttributes } from "./actions/describe-listener-attributes.ts";
import { describeListenerCertificates } from "./actions/describe-listener-certificates.ts";
import { describeListeners } from "./actions/describe-listeners.ts";
import { describeLoadBalancerAttributes } from "./actions/describe-load-balancer-attributes.ts";
import { describeLoadBalancers } from "./actions/describe-load-balancers.ts";
import { describeRules } from "./actions/describe-rules.ts";
import { describeSSLPolicies } from "./actions/describe-ssl-policies.ts";
import { describeTags } from "./actions/describe-tags.ts";
import { describeTargetGroupAttributes } from "./actions/describe-target-group-attributes.ts";
import { describeTargetGroups } from "./actions/describe-target-groups.ts";
import { describeTargetHealth } from "./actions/describe-target-health.ts";
import { modifyListener } from "./actions/modify-listener.ts";
import { modifyLoadBalancerAttributes } from "./actions/modify-load-balancer-attributes.ts";
import { modifyRule } from "./actions/modify-rule.ts";
import { modifyTargetGroup } from "./actions/modify-target-group.ts";
import { modifyTargetGroupAttributes } from "./actions/modify-target-group-attributes.ts";
import { registerTargets } from "./actions/register-targets.ts";
import { removeTags } from "./actions/remove-tags.ts";
import { setRulePriorities } from "./actions/set-rule-priorities.ts";
import { setSecurityGroups } from "./actions/set-security-groups.ts";
import { setSubnets } from "./actions/set-subnets.ts";
import type { Elbv2State } from "./state.ts";

/** What the local Elastic Load Balancing can do. */
export const actions: Actions<"elbv2", Elbv2State> = {
  AddTags: addTags,
  CreateListener: createListener,
  CreateLoadBalancer: createLoadBalancer,
  CreateRule: createRule,
  CreateTargetGroup: createTargetGroup,
  DeleteListener: deleteListener,
  DeleteLoadBalancer: deleteLoadBalancer,
  DeleteRule: deleteRule,
  DeleteTargetGroup: deleteTargetGroup,
  DeregisterTargets: deregisterTargets,
  DescribeAccountLimits: describeAccountLimits,
  DescribeListenerAttributes: describeListenerAttributes,
  DescribeListenerCertificates: describeListenerCertificates,
  DescribeListeners: describeListeners,
  DescribeLoadBalancerAttributes: describeLoadBalancerAttributes,
  DescribeLoadBalancers: describeLoadBalancers,
  DescribeRules: describeRules,
  DescribeSSLPolicies: describeSSLPolicies,
  DescribeTags: describeTags,
  DescribeTargetGroupAttributes: describeTargetGroupAttributes,
  DescribeTargetGroups: describeTargetGroups,
  DescribeTargetHealth: describeTargetHealth,
  ModifyListener: modifyListener,
  ModifyLoadBalancerAttributes: modifyLoadBalancerAttributes,
  ModifyRule: modifyRule,
  ModifyTargetGroupAttributes: modifyTargetGroupAttributes,
  ModifyTargetGroup: modifyTargetGroup,
  RegisterTargets: registerTargets,
  RemoveTags: removeTags,
  SetRulePriorities: setRulePriorities,
  SetSecurityGroups: setSecurityGroups,
  SetSubnets: setSubnets,
};
