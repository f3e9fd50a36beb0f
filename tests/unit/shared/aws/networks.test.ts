import { DescribeRouteTablesCommand, DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createNetworks } from "../../../../shared/aws/networks.ts";
import { failure } from "./failure.ts";

const ec2 = mockClient(EC2Client);
const networks = createNetworks(new EC2Client({}));

beforeEach(() => void ec2.reset());

describe("networks", () => {
  test("a VPC that does not exist is not found", async () => {
    ec2.on(DescribeVpcsCommand, { VpcIds: ["vpc-9"] }).rejects(failure("InvalidVpcID.NotFound"));
    ec2.on(DescribeVpcsCommand, { Filters: [{ Name: "is-default", Values: ["true"] }] }).resolves({ Vpcs: [] });

    expect(await networks.vpc("vpc-9")).toBeUndefined();
    expect(await networks.defaultVpc()).toBeUndefined();
  });

  test("only a route of every address to an internet gateway leads to the internet", async () => {
    const route = { DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-1", State: "active" as const };
    const table = (id: string, Routes: object[]) => ({
      RouteTableId: id,
      Routes,
      Associations: [{ Main: id === "public" }, { SubnetId: `subnet-${id}` }],
    });
    ec2.on(DescribeRouteTablesCommand).resolves({
      RouteTables: [
        table("public", [{ DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local" }, route]),
        table("private", [{ DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-1" }]),
        table("broken", [{ ...route, State: "blackhole" }]),
        table("partner", [{ ...route, DestinationCidrBlock: "203.0.113.0/24" }]),
      ],
    });

    expect(await networks.routeTables("vpc-1")).toEqual([
      { id: "public", isMain: true, subnetIds: ["subnet-public"], leadsToInternetGateway: true },
      { id: "private", isMain: false, subnetIds: ["subnet-private"], leadsToInternetGateway: false },
      { id: "broken", isMain: false, subnetIds: ["subnet-broken"], leadsToInternetGateway: false },
      { id: "partner", isMain: false, subnetIds: ["subnet-partner"], leadsToInternetGateway: false },
    ]);
  });
});
