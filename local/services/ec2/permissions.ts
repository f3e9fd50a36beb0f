import type { Context, Permission, Permissions } from "../../edge/contract.ts";
import { resourceArn, resourceType } from "./ids.ts";
import type { Ec2State } from "./state.ts";
import type { TagSpecification } from "./tags.ts";

type Keys = Record<string, string | readonly string[]>;
type Tags = readonly { Key?: string | undefined; Value?: string | undefined }[];

/** What EC2's calls ask IAM for. Describe calls have no resource-level permissions and are not here. */
export const permissions: Permissions<"ec2", Ec2State> = {
  CreateVpc: (input, context) => creates(context, "CreateVpc", "vpc", input.TagSpecifications),
  CreateSubnet: (input, context) => [
    ...creates(context, "CreateSubnet", "subnet", input.TagSpecifications, inVpc(context, input.VpcId)),
    on(context, "CreateSubnet", input.VpcId),
  ],
  CreateRouteTable: (input, context) => [
    ...creates(context, "CreateRouteTable", "route-table", input.TagSpecifications, inVpc(context, input.VpcId)),
    on(context, "CreateRouteTable", input.VpcId),
  ],
  CreateInternetGateway: (input, context) =>
    creates(context, "CreateInternetGateway", "internet-gateway", input.TagSpecifications),
  CreateRoute: (input, context) => [on(context, "CreateRoute", input.RouteTableId)],
  DeleteRoute: (input, context) => [on(context, "DeleteRoute", input.RouteTableId)],
  AssociateRouteTable: (input, context) => [
    on(context, "AssociateRouteTable", input.RouteTableId),
    on(context, "AssociateRouteTable", input.SubnetId),
  ],
  AttachInternetGateway: (input, context) => [
    on(context, "AttachInternetGateway", input.InternetGatewayId),
    on(context, "AttachInternetGateway", input.VpcId),
  ],
  DeleteVpc: (input, context) => [on(context, "DeleteVpc", input.VpcId)],
  DeleteSubnet: (input, context) => [on(context, "DeleteSubnet", input.SubnetId)],
  ModifyVpcAttribute: (input, context) => [on(context, "ModifyVpcAttribute", input.VpcId)],
  ModifySubnetAttribute: (input, context) => [on(context, "ModifySubnetAttribute", input.SubnetId)],
  CreateSecurityGroup: (input, context) => {
    const vpcId = input.VpcId ?? [...context.state.vpcs.values()].find((vpc) => vpc.isDefault)?.id;
    return [
      ...creates(context, "CreateSecurityGroup", "security-group", input.TagSpecifications, inVpc(context, vpcId)),
      on(context, "CreateSecurityGroup", vpcId),
    ];
  },
  DeleteSecurityGroup: (input, context) => [on(context, "DeleteSecurityGroup", input.GroupId)],
  AuthorizeSecurityGroupIngress: (input, context) => changesRules(context, "AuthorizeSecurityGroupIngress", input),
  AuthorizeSecurityGroupEgress: (input, context) => changesRules(context, "AuthorizeSecurityGroupEgress", input),
  RevokeSecurityGroupIngress: (input, context) => changesRules(context, "RevokeSecurityGroupIngress", input),
  RevokeSecurityGroupEgress: (input, context) => changesRules(context, "RevokeSecurityGroupEgress", input),
  UpdateSecurityGroupRuleDescriptionsIngress: (input, context) =>
    changesRules(context, "UpdateSecurityGroupRuleDescriptionsIngress", input),
  UpdateSecurityGroupRuleDescriptionsEgress: (input, context) =>
    changesRules(context, "UpdateSecurityGroupRuleDescriptionsEgress", input),
  CreateTags: (input, context) =>
    (input.Resources ?? []).map((id) => on(context, "CreateTags", id, requestTags(input.Tags))),
  DeleteTags: (input, context) =>
    (input.Resources ?? []).map((id) => on(context, "DeleteTags", id, requestTags(input.Tags))),
  CreateNetworkInterface: (input, context) => [
    ...creates(context, "CreateNetworkInterface", "network-interface", input.TagSpecifications),
    on(context, "CreateNetworkInterface", input.SubnetId),
    ...(input.Groups ?? []).map((id) => on(context, "CreateNetworkInterface", id)),
  ],
  DeleteNetworkInterface: (input, context) => [on(context, "DeleteNetworkInterface", input.NetworkInterfaceId)],
  ModifyNetworkInterfaceAttribute: (input, context) => [
    on(context, "ModifyNetworkInterfaceAttribute", input.NetworkInterfaceId),
    ...(input.Groups ?? []).map((id) => on(context, "ModifyNetworkInterfaceAttribute", id)),
  ],
};

type Ec2Context = Context<Ec2State>;

/** An action on something that exists: its ARN, its tags and its VPC. */
function on(context: Ec2Context, action: string, id: string | undefined, keys: Keys = {}): Permission {
  const { state, world } = context;
  const type = resourceType(id ?? "") ?? "*";
  const tags = Object.fromEntries(
    [...(state.tags.get(id ?? "") ?? [])].map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
  );
  const vpcId =
    state.securityGroups.get(id ?? "")?.vpcId ??
    state.subnets.get(id ?? "")?.vpcId ??
    state.routeTables.get(id ?? "")?.vpcId;
  return {
    action: `ec2:${action}`,
    resources: [resourceArn(world, type, id ?? "*")],
    keys: {
      "ec2:Region": world.region,
      ...tags,
      ...inVpc(context, vpcId),
      ...(type === "vpc" && id && { "ec2:VpcID": id }),
      ...(type === "security-group" && id && { "ec2:SecurityGroupID": id }),
      ...keys,
    },
  };
}

/** An action that makes something; with tags it also asks for CreateTags, as `ec2:CreateAction` tells apart. */
function creates(
  context: Ec2Context,
  action: string,
  type: string,
  specifications: readonly TagSpecification[] | undefined,
  keys: Keys = {},
): Permission[] {
  const resources = [resourceArn(context.world, type, "*")];
  const tags = requestTags((specifications ?? []).flatMap((specification) => specification.Tags ?? []));
  const asked = { "ec2:Region": context.world.region, ...keys, ...tags };
  const create: Permission = { action: `ec2:${action}`, resources, keys: asked };
  if (!specifications?.length) return [create];
  return [create, { action: "ec2:CreateTags", resources, keys: { ...asked, "ec2:CreateAction": action } }];
}

function changesRules(
  context: Ec2Context,
  action: string,
  input: { GroupId?: string | undefined; TagSpecifications?: readonly TagSpecification[] | undefined },
): Permission[] {
  const group = on(context, action, input.GroupId);
  if (!input.TagSpecifications?.length) return [group];
  return [group, ...creates(context, action, "security-group-rule", input.TagSpecifications)];
}

function requestTags(tags: Tags | undefined): Keys {
  if (!tags?.length) return {};
  const keys = tags.map((tag) => tag.Key ?? "");
  return {
    "aws:TagKeys": keys,
    ...Object.fromEntries(tags.map((tag) => [`aws:RequestTag/${tag.Key}`, tag.Value ?? ""])),
  };
}

function inVpc(context: Ec2Context, vpcId: string | undefined): Keys {
  return vpcId ? { "ec2:Vpc": resourceArn(context.world, "vpc", vpcId) } : {};
}
