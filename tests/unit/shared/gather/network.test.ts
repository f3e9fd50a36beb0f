import { describe, expect, test } from "@jest/globals";
import { gatherNetwork } from "../../../../shared/gather/network.ts";
import type { Networks, RouteTable, Subnet } from "../../../../shared/ports/networks.ts";

const vpc = { id: "vpc-1", cidr: "10.0.0.0/16", isDefault: true };
const subnet = (id: string, zone: string, more: Partial<Subnet> = {}): Subnet => ({
  id,
  vpcId: "vpc-1",
  zone,
  isZoneDefault: false,
  ...more,
});
const main: RouteTable = { id: "rtb-1", isMain: true, subnetIds: [], leadsToInternetGateway: true };

function networks(
  subnets: Subnet[],
  tables: RouteTable[] = [main],
  defaultVpc: typeof vpc | undefined = vpc,
): Networks {
  return {
    defaultVpc: async () => defaultVpc,
    vpc: async (id) => (id === vpc.id ? vpc : undefined),
    subnets: async (ids) => subnets.filter(({ id }) => ids.includes(id)),
    subnetsOf: async (id) => subnets.filter(({ vpcId }) => vpcId === id),
    routeTables: async () => tables,
  };
}

describe("the network that is gathered", () => {
  test("is the default VPC with its own subnet in each of the first three zones, where none is named", async () => {
    const zones = ["d", "b", "a", "c"];
    const own = zones.map((zone) => subnet(`subnet-${zone}`, `us-east-1${zone}`, { isZoneDefault: true }));

    const found = await gatherNetwork({}, networks([...own, subnet("subnet-0", "us-east-1a")]));

    expect(found.vpc).toEqual(vpc);
    expect(found.subnets.map(({ id }) => id)).toEqual(["subnet-a", "subnet-b", "subnet-c"]);
  });

  test("tells public subnets by their own route table, and by the main one where they have none", async () => {
    const tables = [main, { id: "rtb-2", isMain: false, subnetIds: ["subnet-2"], leadsToInternetGateway: false }];
    const named = { subnetIds: ["subnet-1", "subnet-2"] };

    const found = await gatherNetwork(named, networks([subnet("subnet-2", "b"), subnet("subnet-1", "a")], tables));

    expect(found.subnets).toEqual([
      { id: "subnet-1", zone: "a", public: true },
      { id: "subnet-2", zone: "b", public: false },
    ]);
  });

  test("of a named VPC takes a public and a private subnet of each zone", async () => {
    const tables = [main, { id: "rtb-2", isMain: false, subnetIds: ["subnet-3"], leadsToInternetGateway: false }];
    const all = [subnet("subnet-1", "a"), subnet("subnet-2", "a"), subnet("subnet-3", "a"), subnet("subnet-4", "b")];

    const found = await gatherNetwork({ vpcId: "vpc-1" }, networks(all, tables));

    expect(found.subnets.map(({ id }) => id)).toEqual(["subnet-1", "subnet-3", "subnet-4"]);
  });

  test("is the VPC of the subnets that are named, and says which of them stand in another", async () => {
    const all = [subnet("subnet-1", "a"), subnet("subnet-2", "b", { vpcId: "vpc-2" })];

    const found = await gatherNetwork({ subnetIds: ["subnet-1", "subnet-2"] }, networks(all));

    expect(found.vpc.id).toBe("vpc-1");
    expect(found.subnets.map(({ vpcId }) => vpcId)).toEqual([undefined, "vpc-2"]);
  });

  test("leaves out named subnets that do not exist", async () => {
    const found = await gatherNetwork({ vpcId: "vpc-1", subnetIds: ["subnet-9"] }, networks([subnet("subnet-1", "a")]));

    expect(found.subnets).toEqual([]);
  });

  test("is refused where there is none, with what to do", async () => {
    const none = networks([]);

    await expect(gatherNetwork({}, { ...none, defaultVpc: async () => undefined })).rejects.toMatchObject({
      name: "Refused",
      problems: [{ field: "network.vpcId", message: expect.stringContaining("network.subnetIds") }],
    });
    await expect(gatherNetwork({ vpcId: "vpc-9" }, none)).rejects.toMatchObject({
      name: "Refused",
      message: expect.stringContaining("vpc-9"),
    });
  });
});
