import type { Context, Permission, Permissions } from "../../edge/contract.ts";
import { elbArn } from "./names.ts";
import type { Elbv2State } from "./state.ts";
import type { Tag } from "./tags.ts";

type Keys = Record<string, string | readonly string[]>;
type ElbContext = Context<Elbv2State>;

const prefix = "elasticloadbalancing";

/**
 * What Elastic Load Balancing's calls ask IAM for. Describe calls have no resource-level permissions and are not here.
 * Some look at the network with the rights of who calls: what AWS's "Elastic Load Balancing API permissions" lists, and
 * `ec2:GetSecurityGroupsForVpc`, which that page leaves out and CreateLoadBalancer is denied without.
 */
export const permissions: Permissions<"elbv2", Elbv2State> = {
  CreateLoadBalancer: (input, context) => [
    ...creates("CreateLoadBalancer", elbArn(context.world, `loadbalancer/app/${input.Name}/*`), input.Tags, {
      [`${prefix}:Scheme`]: input.Scheme ?? "internet-facing",
      ...list(`${prefix}:Subnet`, input.Subnets),
      ...list(`${prefix}:SecurityGroup`, input.SecurityGroups),
    }),
    ...looks(
      "DescribeAccountAttributes",
      "DescribeAddresses",
      "DescribeInternetGateways",
      "DescribeSecurityGroups",
      "DescribeSubnets",
      "DescribeVpcs",
      "GetSecurityGroupsForVpc",
    ),
  ],
  CreateTargetGroup: (input, context) => [
    ...creates("CreateTargetGroup", elbArn(context.world, `targetgroup/${input.Name}/*`), input.Tags),
    ...looks("DescribeInternetGateways", "DescribeVpcs"),
  ],
  CreateListener: (input, context) => [
    {
      ...on(context, "CreateListener", input.LoadBalancerArn),
      keys: { ...resourceTags(context, input.LoadBalancerArn), ...requestTags(input.Tags), ...tls(input) },
    },
    ...tagging("CreateListener", `${swap(input.LoadBalancerArn, "loadbalancer", "listener")}/*`, input.Tags),
  ],
  CreateRule: (input, context) => [
    {
      ...on(context, "CreateRule", input.ListenerArn),
      keys: { ...resourceTags(context, input.ListenerArn), ...requestTags(input.Tags) },
    },
    ...tagging("CreateRule", `${swap(input.ListenerArn, "listener", "listener-rule")}/*`, input.Tags),
  ],
  DeleteLoadBalancer: (input, context) => [on(context, "DeleteLoadBalancer", input.LoadBalancerArn)],
  SetSecurityGroups: (input, context) => [
    on(context, "SetSecurityGroups", input.LoadBalancerArn, list(`${prefix}:SecurityGroup`, input.SecurityGroups)),
  ],
  SetSubnets: (input, context) => [
    on(context, "SetSubnets", input.LoadBalancerArn, list(`${prefix}:Subnet`, input.Subnets)),
    ...looks("DescribeSubnets"),
  ],
  ModifyLoadBalancerAttributes: (input, context) => [
    on(context, "ModifyLoadBalancerAttributes", input.LoadBalancerArn),
  ],
  ModifyTargetGroup: (input, context) => [on(context, "ModifyTargetGroup", input.TargetGroupArn)],
  ModifyTargetGroupAttributes: (input, context) => [on(context, "ModifyTargetGroupAttributes", input.TargetGroupArn)],
  DeleteTargetGroup: (input, context) => [on(context, "DeleteTargetGroup", input.TargetGroupArn)],
  RegisterTargets: (input, context) => [on(context, "RegisterTargets", input.TargetGroupArn)],
  DeregisterTargets: (input, context) => [on(context, "DeregisterTargets", input.TargetGroupArn)],
  ModifyListener: (input, context) => [on(context, "ModifyListener", input.ListenerArn, tls(input))],
  DeleteListener: (input, context) => [on(context, "DeleteListener", input.ListenerArn)],
  ModifyRule: (input, context) => [on(context, "ModifyRule", input.RuleArn)],
  DeleteRule: (input, context) => [on(context, "DeleteRule", input.RuleArn)],
  SetRulePriorities: (input) => [
    {
      action: `${prefix}:SetRulePriorities`,
      resources: (input.RulePriorities ?? []).map((each) => each.RuleArn ?? "*"),
    },
  ],
  AddTags: (input, context) =>
    (input.ResourceArns ?? []).map((arn) => on(context, "AddTags", arn, requestTags(input.Tags))),
  RemoveTags: (input, context) =>
    (input.ResourceArns ?? []).map((arn) => on(context, "RemoveTags", arn, list("aws:TagKeys", input.TagKeys))),
};

/** Reads of EC2, which knows no resources for them. */
function looks(...operations: string[]): Permission[] {
  return operations.map((operation) => ({ action: `ec2:${operation}`, resources: ["*"] }));
}

/** An action on something that exists, with its tags. */
function on(context: ElbContext, action: string, arn: string | undefined, keys: Keys = {}): Permission {
  return {
    action: `${prefix}:${action}`,
    resources: [arn || "*"],
    keys: { ...resourceTags(context, arn), ...keys },
  };
}

/** An action that makes something; with tags it also asks for AddTags, as `elasticloadbalancing:CreateAction` tells apart. */
function creates(action: string, arn: string, tags: readonly Tag[] | undefined, keys: Keys = {}): Permission[] {
  return [
    { action: `${prefix}:${action}`, resources: [arn], keys: { ...requestTags(tags), ...keys } },
    ...tagging(action, arn, tags),
  ];
}

function tagging(action: string, arn: string, tags: readonly Tag[] | undefined): Permission[] {
  if (!tags?.length) return [];
  const keys = { ...requestTags(tags), [`${prefix}:CreateAction`]: action };
  return [{ action: `${prefix}:AddTags`, resources: [arn], keys }];
}

function requestTags(tags: readonly Tag[] | undefined): Keys {
  if (!tags?.length) return {};
  return {
    "aws:TagKeys": tags.map((tag) => tag.Key ?? ""),
    ...Object.fromEntries(tags.map((tag) => [`aws:RequestTag/${tag.Key}`, tag.Value ?? ""])),
  };
}

function resourceTags({ state }: ElbContext, arn: string | undefined): Keys {
  const tags = [...(state.tags.get(arn ?? "") ?? [])];
  return Object.fromEntries(tags.map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

function tls(input: { Protocol?: string | undefined; SslPolicy?: string | undefined }): Keys {
  return {
    ...(input.Protocol && { [`${prefix}:ListenerProtocol`]: input.Protocol }),
    ...(input.SslPolicy && { [`${prefix}:SecurityPolicy`]: input.SslPolicy }),
  };
}

function list(key: string, values: readonly string[] | undefined): Keys {
  return values?.length ? { [key]: values } : {};
}

/** The ARN under which the parts of a resource are: `…:listener/app/…` for `…:loadbalancer/app/…`. */
function swap(arn: string | undefined, from: string, to: string): string {
  return (arn ?? "").replace(`:${from}/`, `:${to}/`);
}
