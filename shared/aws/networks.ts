import {
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type DescribeVpcsRequest,
  type EC2Client,
  type RouteTable as Ec2RouteTable,
  type Subnet as Ec2Subnet,
} from "@aws-sdk/client-ec2";
import type { Networks, RouteTable, Subnet, Vpc } from "../ports/networks.ts";
import { answerOr } from "./answer-or.ts";
import { present } from "./present.ts";

export function createNetworks(client: EC2Client): Networks {
  const findVpc = async (request: DescribeVpcsRequest): Promise<Vpc | undefined> => {
    const answer = await answerOr(client.send(new DescribeVpcsCommand(request)), {
      "InvalidVpcID.NotFound": undefined,
      "InvalidVpcID.Malformed": undefined,
    });
    const vpc = answer?.Vpcs?.[0];
    return (
      vpc && {
        id: present(vpc.VpcId, "the VPC's id"),
        cidr: present(vpc.CidrBlock, "the VPC's range"),
        isDefault: vpc.IsDefault === true,
      }
    );
  };

  return {
    defaultVpc: () => findVpc({ Filters: [{ Name: "is-default", Values: ["true"] }] }),
    vpc: (id) => findVpc({ VpcIds: [id] }),

    // By a filter, since by `SubnetIds` one unknown id would fail the whole call.
    async subnets(ids) {
      const { Subnets = [] } = await client.send(
        new DescribeSubnetsCommand({ Filters: [{ Name: "subnet-id", Values: [...ids] }] }),
      );
      return Subnets.map(toSubnet);
    },

    async subnetsOf(vpcId) {
      const { Subnets = [] } = await client.send(
        new DescribeSubnetsCommand({ Filters: [{ Name: "vpc-id", Values: [vpcId] }] }),
      );
      return Subnets.map(toSubnet);
    },

    async routeTables(vpcId) {
      const { RouteTables = [] } = await client.send(
        new DescribeRouteTablesCommand({ Filters: [{ Name: "vpc-id", Values: [vpcId] }] }),
      );
      return RouteTables.map(toRouteTable);
    },
  };
}

function toSubnet(subnet: Ec2Subnet): Subnet {
  return {
    id: present(subnet.SubnetId, "the subnet's id"),
    vpcId: present(subnet.VpcId, "the subnet's VPC"),
    zone: present(subnet.AvailabilityZone, "the subnet's zone"),
    isZoneDefault: subnet.DefaultForAz === true,
  };
}

function toRouteTable(table: Ec2RouteTable): RouteTable {
  const associations = table.Associations ?? [];
  return {
    id: present(table.RouteTableId, "the route table's id"),
    isMain: associations.some((association) => association.Main === true),
    subnetIds: associations.flatMap((association) => association.SubnetId ?? []),
    leadsToInternetGateway: (table.Routes ?? []).some(
      (route) =>
        route.DestinationCidrBlock === "0.0.0.0/0" &&
        route.GatewayId?.startsWith("igw-") === true &&
        route.State !== "blackhole",
    ),
  };
}
