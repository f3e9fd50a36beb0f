import type { Output } from "../../edge/contract.ts";
import type { World } from "../../world/world.ts";
import { resourceArn } from "./ids.ts";
import { freeAddresses } from "./interfaces.ts";
import type {
  Ec2State,
  Interface,
  InternetGateway,
  RouteTable,
  Rule,
  SecurityGroup,
  SubnetRecord,
  Vpc,
} from "./state.ts";
import { tagList } from "./tags.ts";

type Element<List> = NonNullable<List> extends readonly (infer Item)[] ? Item : never;
type Of<Operation extends string, Member extends string> = Element<
  Output<"ec2", Operation> extends { [Name in Member]?: infer List } ? List : never
>;

export type VpcView = Of<"DescribeVpcs", "Vpcs">;
export type SubnetView = Of<"DescribeSubnets", "Subnets">;
export type RouteTableView = Of<"DescribeRouteTables", "RouteTables">;
export type InternetGatewayView = Of<"DescribeInternetGateways", "InternetGateways">;
export type SecurityGroupView = Of<"DescribeSecurityGroups", "SecurityGroups">;
export type RuleView = Of<"DescribeSecurityGroupRules", "SecurityGroupRules">;
export type InterfaceView = Of<"DescribeNetworkInterfaces", "NetworkInterfaces">;
export type PermissionView = Element<SecurityGroupView["IpPermissions"]>;

/** How EC2 writes each of its resources in an answer. */
export function viewVpc(state: Ec2State, world: World, vpc: Vpc): VpcView {
  return {
    VpcId: vpc.id,
    CidrBlock: vpc.cidr,
    CidrBlockAssociationSet: [
      {
        AssociationId: `vpc-cidr-assoc-${vpc.id.slice(4)}`,
        CidrBlock: vpc.cidr,
        CidrBlockState: { State: "associated" },
      },
    ],
    DhcpOptionsId: "default",
    InstanceTenancy: "default",
    IsDefault: vpc.isDefault,
    OwnerId: world.account,
    State: "available",
    Tags: tagList(state, vpc.id),
  };
}

export function viewSubnet(state: Ec2State, world: World, subnet: SubnetRecord): SubnetView {
  return {
    SubnetId: subnet.id,
    SubnetArn: resourceArn(world, "subnet", subnet.id),
    VpcId: subnet.vpcId,
    CidrBlock: subnet.cidr,
    AvailabilityZone: subnet.zone,
    AvailabilityZoneId: zoneId(subnet.zone),
    AvailableIpAddressCount: freeAddresses(state, subnet),
    DefaultForAz: subnet.defaultForZone,
    MapPublicIpOnLaunch: subnet.mapPublicIpOnLaunch,
    AssignIpv6AddressOnCreation: false,
    Ipv6CidrBlockAssociationSet: [],
    OwnerId: world.account,
    State: "available",
    Tags: tagList(state, subnet.id),
  };
}

/** `us-east-1a` is `use1-az1`, `ap-southeast-2b` is `apse2-az2`. In AWS the number differs from account to account. */
export function zoneId(zone: string): string {
  const [area = "", direction = "", last = ""] = zone.split("-");
  const short = (direction.match(/north|south|east|west|central/g) ?? []).map((word) => word[0]).join("");
  return `${area}${short}${last.slice(0, -1)}-az${last.charCodeAt(last.length - 1) - 96}`;
}

export function viewRouteTable(state: Ec2State, world: World, table: RouteTable): RouteTableView {
  return {
    RouteTableId: table.id,
    VpcId: table.vpcId,
    OwnerId: world.account,
    PropagatingVgws: [],
    Associations: table.associations.map((association) => ({
      RouteTableAssociationId: association.id,
      RouteTableId: table.id,
      Main: association.subnetId === undefined,
      ...(association.subnetId && { SubnetId: association.subnetId }),
      AssociationState: { State: "associated" },
    })),
    Routes: table.routes.map((route) => ({
      DestinationCidrBlock: route.destination,
      GatewayId: route.gatewayId,
      Origin: route.origin,
      State: "active",
    })),
    Tags: tagList(state, table.id),
  };
}

export function viewInternetGateway(state: Ec2State, world: World, gateway: InternetGateway): InternetGatewayView {
  return {
    InternetGatewayId: gateway.id,
    Attachments: gateway.vpcId ? [{ VpcId: gateway.vpcId, State: "available" as never }] : [],
    OwnerId: world.account,
    Tags: tagList(state, gateway.id),
  };
}

export function viewSecurityGroup(state: Ec2State, world: World, group: SecurityGroup): SecurityGroupView {
  return {
    GroupId: group.id,
    GroupName: group.name,
    Description: group.description,
    VpcId: group.vpcId,
    OwnerId: world.account,
    SecurityGroupArn: resourceArn(world, "security-group", group.id),
    IpPermissions: viewPermissions(
      world,
      group.rules.filter((rule) => !rule.egress),
    ),
    IpPermissionsEgress: viewPermissions(
      world,
      group.rules.filter((rule) => rule.egress),
    ),
    Tags: tagList(state, group.id),
  };
}

/** Rules as permissions: those with the same protocol and ports stand together. */
export function viewPermissions(world: World, rules: readonly Rule[]): PermissionView[] {
  const together = Map.groupBy(rules, (rule) => `${rule.protocol} ${rule.fromPort} ${rule.toPort}`);
  return [...together.values()].map((same) => {
    const { protocol, fromPort, toPort } = same[0] as Rule;
    const described = (rule: Rule) => (rule.description === undefined ? {} : { Description: rule.description });
    const peers = <Kind extends Rule["peer"]["kind"]>(kind: Kind) =>
      same.filter((rule): rule is Rule & { peer: { kind: Kind } } => rule.peer.kind === kind);
    return {
      IpProtocol: protocol,
      ...(protocol !== "-1" && { FromPort: fromPort, ToPort: toPort }),
      IpRanges: peers("cidr").map((rule) => ({ CidrIp: rule.peer.cidr, ...described(rule) })),
      Ipv6Ranges: peers("cidr6").map((rule) => ({ CidrIpv6: rule.peer.cidr, ...described(rule) })),
      PrefixListIds: [],
      UserIdGroupPairs: peers("group").map((rule) => ({
        GroupId: rule.peer.groupId,
        UserId: world.account,
        ...described(rule),
      })),
    };
  });
}

export function viewRule(state: Ec2State, world: World, group: SecurityGroup, rule: Rule): RuleView {
  return {
    SecurityGroupRuleId: rule.id,
    SecurityGroupRuleArn: resourceArn(world, "security-group-rule", rule.id),
    GroupId: group.id,
    GroupOwnerId: world.account,
    IsEgress: rule.egress,
    IpProtocol: rule.protocol,
    FromPort: rule.fromPort,
    ToPort: rule.toPort,
    ...(rule.peer.kind === "cidr" && { CidrIpv4: rule.peer.cidr }),
    ...(rule.peer.kind === "cidr6" && { CidrIpv6: rule.peer.cidr }),
    ...(rule.peer.kind === "group" && {
      ReferencedGroupInfo: { GroupId: rule.peer.groupId, UserId: world.account, VpcId: group.vpcId },
    }),
    ...(rule.description !== undefined && { Description: rule.description }),
    Tags: tagList(state, rule.id),
  };
}

export function viewInterface(state: Ec2State, world: World, found: Interface): InterfaceView {
  return {
    NetworkInterfaceId: found.id,
    SubnetId: found.subnetId,
    VpcId: found.vpcId,
    AvailabilityZone: found.zone,
    Description: found.description,
    InterfaceType: found.interfaceType as never,
    MacAddress: found.macAddress,
    OwnerId: world.account,
    RequesterId: found.requesterId,
    RequesterManaged: found.requesterManaged,
    Status: found.attachmentId ? "in-use" : "available",
    SourceDestCheck: true,
    PrivateIpAddress: found.privateIp,
    PrivateIpAddresses: [
      {
        Primary: true,
        PrivateIpAddress: found.privateIp,
        ...(found.publicIp && { Association: { PublicIp: found.publicIp, IpOwnerId: "amazon" } }),
      },
    ],
    ...(found.publicIp && { Association: { PublicIp: found.publicIp, IpOwnerId: "amazon" } }),
    ...(found.attachmentId && {
      Attachment: {
        AttachmentId: found.attachmentId,
        DeleteOnTermination: false,
        DeviceIndex: 1,
        InstanceOwnerId: found.requesterId,
        Status: "attached",
      },
    }),
    Groups: found.securityGroupIds.map((id) => ({
      GroupId: id,
      GroupName: state.securityGroups.get(id)?.name ?? "",
    })),
    Ipv6Addresses: [],
    TagSet: tagList(state, found.id),
  };
}
