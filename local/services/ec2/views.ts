import type { Output } from "../../edge/contract.ts";
import type { World } from "../../world/world.ts";
import { resourceArn } from "./ids.ts";
import { freeAddresses } from "./interfaces.ts";
import type { Ec2State, Interface, InternetGateway, RouteTable, SubnetRecord, Vpc } from "./state.ts";
import { tagList } from "./tags.ts";

export type Element<List> = NonNullable<List> extends readonly (infer Item)[] ? Item : never;
type Of<Operation extends string, Member extends string> = Element<
  Output<"ec2", Operation> extends { [Name in Member]?: infer List } ? List : never
>;

export type VpcView = Of<"DescribeVpcs", "Vpcs">;
export type SubnetView = Of<"DescribeSubnets", "Subnets">;
export type RouteTableView = Of<"DescribeRouteTables", "RouteTables">;
export type InternetGatewayView = Of<"DescribeInternetGateways", "InternetGateways">;
export type InterfaceView = Of<"DescribeNetworkInterfaces", "NetworkInterfaces">;

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
