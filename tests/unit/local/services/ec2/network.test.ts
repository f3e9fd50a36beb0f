import { describe, expect, test } from "@jest/globals";
import { ec2 } from "./cloud.ts";

describe("the network that an account begins with", () => {
  test("is a default VPC with a public subnet in each of three zones", async () => {
    const { run, port, vpcId } = await ec2();

    const { Vpcs } = await run("DescribeVpcs", { Filters: [{ Name: "isDefault", Values: ["true"] }] });
    expect(Vpcs).toMatchObject([{ VpcId: vpcId, CidrBlock: "172.31.0.0/16", IsDefault: true, State: "available" }]);
    const { Subnets = [] } = await run("DescribeSubnets", { Filters: [{ Name: "default-for-az", Values: ["true"] }] });
    expect(
      Subnets.map((subnet) => [subnet.AvailabilityZone, subnet.CidrBlock, subnet.AvailableIpAddressCount]),
    ).toEqual([
      ["us-east-1a", "172.31.0.0/20", 4091],
      ["us-east-1b", "172.31.16.0/20", 4091],
      ["us-east-1c", "172.31.32.0/20", 4091],
    ]);
    expect(Subnets.map((subnet) => port.subnet(subnet.SubnetId as string)?.public)).toEqual([true, true, true]);
  });

  test("has the same ids for the same seed", async () => {
    expect((await ec2()).subnetIds).toEqual((await ec2()).subnetIds);
  });
});

describe("a network of one's own", () => {
  test("has private subnets until their route table leads to an internet gateway", async () => {
    const { run, port } = await ec2();
    const vpcId = (await run("CreateVpc", { CidrBlock: "10.0.0.0/16" })).Vpc?.VpcId as string;
    const { Subnet } = await run("CreateSubnet", {
      VpcId: vpcId,
      CidrBlock: "10.0.1.0/24",
      AvailabilityZone: "us-east-1b",
    });
    const subnetId = Subnet?.SubnetId as string;
    const { RouteTable } = await run("CreateRouteTable", { VpcId: vpcId });
    const { InternetGateway } = await run("CreateInternetGateway", {});
    const [tableId, gatewayId] = [RouteTable?.RouteTableId as string, InternetGateway?.InternetGatewayId as string];
    const route = { RouteTableId: tableId, DestinationCidrBlock: "0.0.0.0/0", GatewayId: gatewayId };

    await expect(run("CreateRoute", route)).rejects.toMatchObject({ code: "InvalidParameterValue" });
    await run("AttachInternetGateway", { InternetGatewayId: gatewayId, VpcId: vpcId });
    await run("CreateRoute", route);
    expect(port.subnet(subnetId)).toMatchObject({ zone: "us-east-1b", vpcId, public: false });
    await run("AssociateRouteTable", { RouteTableId: tableId, SubnetId: subnetId });
    expect(port.subnet(subnetId)?.public).toBe(true);

    const { RouteTables } = await run("DescribeRouteTables", {
      Filters: [{ Name: "association.subnet-id", Values: [subnetId] }],
    });
    expect(RouteTables?.map((table) => table.RouteTableId)).toEqual([tableId]);
  });

  test.each([
    ["outside the VPC", "10.1.0.0/24", "InvalidSubnet.Range"],
    ["over another subnet", "10.0.1.128/25", "InvalidSubnet.Conflict"],
  ])("has no subnet %s", async (_, cidr, code) => {
    const { run } = await ec2();
    const vpcId = (await run("CreateVpc", { CidrBlock: "10.0.0.0/16" })).Vpc?.VpcId;
    await run("CreateSubnet", { VpcId: vpcId, CidrBlock: "10.0.1.0/24" });

    await expect(run("CreateSubnet", { VpcId: vpcId, CidrBlock: cidr })).rejects.toMatchObject({ code });
  });
});

describe("finding things", () => {
  test("by wildcards, tags, and several filters at once", async () => {
    const { run } = await ec2();
    for (const name of ["fairway-hello", "fairway-worker", "other"]) {
      const tags = [{ Key: "owner", Value: name === "other" ? "someone" : "fairway" }];
      await run("CreateSecurityGroup", {
        GroupName: name,
        Description: name,
        TagSpecifications: [{ ResourceType: "security-group", Tags: tags }],
      });
    }
    const names = async (...Filters: { Name: string; Values: string[] }[]) =>
      (await run("DescribeSecurityGroups", { Filters })).SecurityGroups?.map((group) => group.GroupName);

    expect(await names({ Name: "group-name", Values: ["fairway-*"] })).toEqual(["fairway-hello", "fairway-worker"]);
    expect(
      await names({ Name: "tag:owner", Values: ["fairway"] }, { Name: "group-name", Values: ["*hello", "other"] }),
    ).toEqual(["fairway-hello"]);
    await expect(names({ Name: "colour", Values: ["red"] })).rejects.toMatchObject({
      message: "The filter 'colour' is invalid",
    });
  });

  test("page by page", async () => {
    const { run, group } = await ec2();
    for (let index = 0; index < 6; index++) await group(`group-${index}`);

    const first = await run("DescribeSecurityGroups", { MaxResults: 5 });
    const second = await run("DescribeSecurityGroups", { MaxResults: 5, NextToken: first.NextToken });

    expect([first.SecurityGroups?.length, second.SecurityGroups?.length, second.NextToken]).toEqual([5, 2, undefined]);
  });
});

describe("tags", () => {
  test("are set, overwritten, taken away, and told to the tagging service", async () => {
    const { run, group, tags } = await ec2();
    const id = await group("web");

    await run("CreateTags", {
      Resources: [id],
      Tags: [
        { Key: "a", Value: "1" },
        { Key: "b", Value: "2" },
      ],
    });
    await run("CreateTags", { Resources: [id], Tags: [{ Key: "a", Value: "3" }] });
    await run("DeleteTags", { Resources: [id], Tags: [{ Key: "b", Value: "not this value" }] });
    expect(tags()).toEqual([
      { arn: `arn:aws:ec2:us-east-1:123456789012:security-group/${id}`, tags: { a: "3", b: "2" } },
    ]);
    await run("DeleteTags", { Resources: [id], Tags: [{ Key: "b" }] });

    const listed = await run("DescribeTags", { Filters: [{ Name: "resource-type", Values: ["security-group"] }] });
    expect(listed.Tags).toEqual([{ ResourceId: id, ResourceType: "security-group", Key: "a", Value: "3" }]);
  });

  test("of AWS's own are refused", async () => {
    const { run, group } = await ec2();

    await expect(
      run("CreateTags", { Resources: [await group("web")], Tags: [{ Key: "aws:x", Value: "" }] }),
    ).rejects.toMatchObject({ code: "InvalidParameterValue" });
  });
});

describe("network interfaces", () => {
  test("get free addresses of their subnet one after the other, and do not use a released one again at once", async () => {
    const { port, subnetIds } = await ec2();
    const request = { subnetId: subnetIds[1] as string, securityGroupIds: [], description: "", requesterId: "ecs" };

    const [one, two] = [port.createInterface(request), port.createInterface({ ...request, assignPublicIp: true })];
    port.deleteInterface(one.id);
    const three = port.createInterface(request);

    expect([one, two, three].map((each) => each.privateIp)).toEqual(["172.31.16.4", "172.31.16.5", "172.31.16.6"]);
    expect(two.publicIp).toMatch(/^198\.1[89]\./);
    expect(port.interfaceAt("172.31.16.5")?.id).toBe(two.id);
    expect(port.interfaceAt("172.31.16.4")).toBeUndefined();
  });

  test("that a service made are found by description, and are not a person's to change or delete", async () => {
    const { run, port, subnetIds, group } = await ec2();
    const made = port.createInterface({
      subnetId: subnetIds[0] as string,
      securityGroupIds: [await group("web")],
      description: "ELB app/hello/50dc6c495c0c9188",
      requesterId: "amazon-elb",
    });

    const { NetworkInterfaces } = await run("DescribeNetworkInterfaces", {
      Filters: [{ Name: "description", Values: ["ELB app/hello/*"] }],
    });
    expect(NetworkInterfaces).toMatchObject([
      { NetworkInterfaceId: made.id, RequesterId: "amazon-elb", RequesterManaged: true, Status: "in-use" },
    ]);
    await expect(run("DeleteNetworkInterface", { NetworkInterfaceId: made.id })).rejects.toMatchObject({
      message: `Network interface '${made.id}' is currently in use.`,
    });
    await expect(
      run("ModifyNetworkInterfaceAttribute", { NetworkInterfaceId: made.id, Groups: [] }),
    ).rejects.toMatchObject({ code: "AuthFailure" });
  });

  test("refuse groups of another VPC", async () => {
    const { run, port, subnetIds, group } = await ec2();
    const { Vpc } = await run("CreateVpc", { CidrBlock: "10.0.0.0/16" });
    const foreign = await group("foreign", Vpc?.VpcId);

    expect(() =>
      port.createInterface({
        subnetId: subnetIds[0] as string,
        securityGroupIds: [foreign],
        description: "",
        requesterId: "",
      }),
    ).toThrow("belong to different networks");
  });
});

describe("what a call asks IAM for", () => {
  const call = { principal: { kind: "administrator", arn: "" }, requestId: "" } as const;

  test("CreateSecurityGroup: the group with its tags, the right to tag while creating, and the VPC", async () => {
    const { service, vpcId } = await ec2();

    const asked = service.permissions(
      "CreateSecurityGroup",
      {
        GroupName: "web",
        VpcId: vpcId,
        TagSpecifications: [{ ResourceType: "security-group", Tags: [{ Key: "owner", Value: "us" }] }],
      },
      call,
    );

    const arn = (rest: string) => `arn:aws:ec2:us-east-1:123456789012:${rest}`;
    expect(asked).toMatchObject([
      {
        action: "ec2:CreateSecurityGroup",
        resources: [arn("security-group/*")],
        keys: { "aws:RequestTag/owner": "us" },
      },
      { action: "ec2:CreateTags", keys: { "ec2:CreateAction": "CreateSecurityGroup", "aws:TagKeys": ["owner"] } },
      { action: "ec2:CreateSecurityGroup", resources: [arn(`vpc/${vpcId}`)] },
    ]);
    expect(asked[2]?.keys).not.toHaveProperty("aws:RequestTag/owner");
  });

  test("a change of rules: the group, its VPC and its tags", async () => {
    const { service, group, run, vpcId } = await ec2();
    const id = await group("web");
    await run("CreateTags", { Resources: [id], Tags: [{ Key: "owner", Value: "us" }] });

    expect(service.permissions("AuthorizeSecurityGroupIngress", { GroupId: id }, call)).toMatchObject([
      {
        action: "ec2:AuthorizeSecurityGroupIngress",
        resources: [`arn:aws:ec2:us-east-1:123456789012:security-group/${id}`],
        keys: { "aws:ResourceTag/owner": "us", "ec2:Vpc": `arn:aws:ec2:us-east-1:123456789012:vpc/${vpcId}` },
      },
    ]);
  });
});

test("a dry run changes nothing, and says that it would have succeeded", async () => {
  const { run } = await ec2();

  await expect(run("CreateVpc", { CidrBlock: "10.0.0.0/16", DryRun: true })).rejects.toMatchObject({
    code: "DryRunOperation",
    status: 412,
  });
  expect((await run("DescribeVpcs", {})).Vpcs).toHaveLength(1);
});
