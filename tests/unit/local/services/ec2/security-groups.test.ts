import { describe, expect, test } from "@jest/globals";
import { ec2, tcp } from "./cloud.ts";

describe("a security group", () => {
  test("begins with nothing let in and everything let out", async () => {
    const { run, group } = await ec2();
    const id = await group("web");

    const { SecurityGroups } = await run("DescribeSecurityGroups", { GroupIds: [id] });
    expect(SecurityGroups?.[0]).toMatchObject({
      GroupName: "web",
      IpPermissions: [],
      IpPermissionsEgress: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
    });
    expect(SecurityGroups?.[0]?.IpPermissionsEgress?.[0]).not.toHaveProperty("FromPort");
  });

  test.each([
    ["a name twice in a VPC", { GroupName: "web", Description: "again" }, "InvalidGroup.Duplicate"],
    ["a name that looks like an id", { GroupName: "sg-web", Description: "x" }, "InvalidParameterValue"],
    ["a description with an apostrophe", { GroupName: "b", Description: "the team’s" }, "InvalidParameterValue"],
    ["no description", { GroupName: "b", Description: undefined }, "MissingParameter"],
    ["an unknown VPC", { GroupName: "b", Description: "b", VpcId: "vpc-1" }, "InvalidVpcID.NotFound"],
    ["the reserved name", { GroupName: "default", Description: "b" }, "InvalidParameterValue"],
  ])("is refused with %s", async (_, input, code) => {
    const { run, group } = await ec2();
    await group("web");

    await expect(run("CreateSecurityGroup", input)).rejects.toMatchObject({ code });
  });

  test("may have the same name in another VPC", async () => {
    const { run, group } = await ec2();
    await group("web");
    const { Vpc } = await run("CreateVpc", { CidrBlock: "10.0.0.0/16" });

    await expect(group("web", Vpc?.VpcId)).resolves.toMatch(/^sg-0[0-9a-f]{16}$/);
  });
});

describe("rules", () => {
  test("each get an id, and stand together by protocol and ports in the group", async () => {
    const { run, group } = await ec2();
    const id = await group("web");

    const { SecurityGroupRules = [] } = await run("AuthorizeSecurityGroupIngress", {
      GroupId: id,
      IpPermissions: [
        {
          IpProtocol: "tcp",
          FromPort: 80,
          ToPort: 80,
          IpRanges: [{ CidrIp: "10.1.2.3/8", Description: "office" }, { CidrIp: "192.168.0.0/16" }],
        },
      ],
    });

    expect(new Set(SecurityGroupRules.map((rule) => rule.SecurityGroupRuleId)).size).toBe(2);
    expect(SecurityGroupRules[0]).toMatchObject({ CidrIpv4: "10.0.0.0/8", Description: "office", IsEgress: false });
    const { SecurityGroups } = await run("DescribeSecurityGroups", { GroupIds: [id] });
    expect(SecurityGroups?.[0]?.IpPermissions).toMatchObject([
      { FromPort: 80, IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "office" }, { CidrIp: "192.168.0.0/16" }] },
    ]);
    const listed = await run("DescribeSecurityGroupRules", { Filters: [{ Name: "group-id", Values: [id] }] });
    expect(listed.SecurityGroupRules).toHaveLength(3);
  });

  test("are added all or none: a duplicate adds nothing", async () => {
    const { run, group } = await ec2();
    const id = await group("web");
    await run("AuthorizeSecurityGroupIngress", { GroupId: id, IpPermissions: tcp(80, "0.0.0.0/0") });

    await expect(
      run("AuthorizeSecurityGroupIngress", {
        GroupId: id,
        IpPermissions: [...tcp(81, "0.0.0.0/0"), ...tcp(80, "0.0.0.0/0")],
      }),
    ).rejects.toMatchObject({
      code: "InvalidPermission.Duplicate",
      message: 'the specified rule "peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW" already exists',
    });
    const { SecurityGroups } = await run("DescribeSecurityGroups", { GroupIds: [id] });
    expect(SecurityGroups?.[0]?.IpPermissions).toHaveLength(1);
  });

  test("are the same rule whatever their description", async () => {
    const { run, group } = await ec2();
    const id = await group("web");
    const described = (text: string) => [
      { IpProtocol: "6", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: "0.0.0.0/0", Description: text }] },
    ];
    await run("AuthorizeSecurityGroupIngress", { GroupId: id, IpPermissions: described("one") });

    await expect(
      run("AuthorizeSecurityGroupIngress", { GroupId: id, IpPermissions: described("two") }),
    ).rejects.toMatchObject({ code: "InvalidPermission.Duplicate" });

    await run("UpdateSecurityGroupRuleDescriptionsIngress", { GroupId: id, IpPermissions: described("two") });
    const { SecurityGroups } = await run("DescribeSecurityGroups", { GroupIds: [id] });
    expect(SecurityGroups?.[0]?.IpPermissions?.[0]?.IpRanges).toEqual([{ CidrIp: "0.0.0.0/0", Description: "two" }]);
  });

  test.each([
    ["a protocol nobody knows", { IpProtocol: "xyz", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }, "InvalidParameterValue"],
    ["TCP without ports", { IpProtocol: "tcp", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }, "InvalidParameterValue"],
    ["a malformed block", { IpProtocol: "-1", IpRanges: [{ CidrIp: "10.0.0/8" }] }, "InvalidParameterValue"],
    ["an unknown group", { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: "sg-0" }] }, "InvalidGroup.NotFound"],
    ["nothing to let in", { IpProtocol: "-1" }, "MissingParameter"],
  ])("are refused with %s", async (_, permission, code) => {
    const { run, group } = await ec2();
    const id = await group("web");

    await expect(
      run("AuthorizeSecurityGroupIngress", { GroupId: id, IpPermissions: [permission] }),
    ).rejects.toMatchObject({ code });
  });

  test("are revoked by their ids", async () => {
    const { run, group } = await ec2();
    const id = await group("web");
    const { SecurityGroupRules } = await run("AuthorizeSecurityGroupIngress", {
      GroupId: id,
      IpPermissions: tcp(80, "0.0.0.0/0"),
    });
    const ruleId = SecurityGroupRules?.[0]?.SecurityGroupRuleId as string;

    await run("RevokeSecurityGroupIngress", { GroupId: id, SecurityGroupRuleIds: [ruleId] });

    const { SecurityGroups } = await run("DescribeSecurityGroups", { GroupIds: [id] });
    expect(SecurityGroups?.[0]?.IpPermissions).toEqual([]);
    await expect(
      run("RevokeSecurityGroupIngress", { GroupId: id, SecurityGroupRuleIds: [ruleId] }),
    ).rejects.toMatchObject({ code: "InvalidSecurityGroupRuleId.NotFound" });
  });

  test("that are not there: an error that revokes nothing, but in a default VPC only a note", async () => {
    const { run, group } = await ec2();
    const { Vpc } = await run("CreateVpc", { CidrBlock: "10.0.0.0/16" });
    const inDefault = await group("web");
    const elsewhere = await group("web", Vpc?.VpcId);
    for (const GroupId of [inDefault, elsewhere]) {
      await run("AuthorizeSecurityGroupIngress", { GroupId, IpPermissions: tcp(80, "0.0.0.0/0") });
    }
    const both = [...tcp(80, "0.0.0.0/0"), ...tcp(81, "0.0.0.0/0")];

    await expect(run("RevokeSecurityGroupIngress", { GroupId: elsewhere, IpPermissions: both })).rejects.toMatchObject({
      code: "InvalidPermission.NotFound",
    });
    const noted = await run("RevokeSecurityGroupIngress", { GroupId: inDefault, IpPermissions: both });

    expect(noted.UnknownIpPermissions).toMatchObject([{ FromPort: 81 }]);
    const left = await run("DescribeSecurityGroups", { GroupIds: [inDefault, elsewhere] });
    expect(left.SecurityGroups?.map((each) => each.IpPermissions?.length)).toEqual([0, 1]);
  });
});

describe("deleting a security group", () => {
  test("is refused while an interface carries it", async () => {
    const { run, group, port, subnetIds } = await ec2();
    const id = await group("web");
    const carrier = port.createInterface({
      subnetId: subnetIds[0] as string,
      securityGroupIds: [id],
      description: "ELB app/hello/1",
      requesterId: "amazon-elb",
    });

    await expect(run("DeleteSecurityGroup", { GroupId: id })).rejects.toMatchObject({
      code: "DependencyViolation",
      message: `resource ${id} has a dependent object`,
    });
    port.deleteInterface(carrier.id);
    await expect(run("DeleteSecurityGroup", { GroupId: id })).resolves.toMatchObject({ Return: true });
  });

  test("is refused while another group's rule names it, and not for a rule of its own", async () => {
    const { run, group } = await ec2();
    const [one, other] = [await group("one"), await group("other")];
    await run("AuthorizeSecurityGroupIngress", { GroupId: one, IpPermissions: tcp(80, one) });
    await run("AuthorizeSecurityGroupEgress", { GroupId: other, IpPermissions: tcp(80, one) });

    await expect(run("DeleteSecurityGroup", { GroupId: one })).rejects.toMatchObject({ code: "DependencyViolation" });
    await run("RevokeSecurityGroupEgress", { GroupId: other, IpPermissions: tcp(80, one) });
    await run("DeleteSecurityGroup", { GroupId: one });
    await expect(run("DeleteSecurityGroup", { GroupId: one })).rejects.toMatchObject({ code: "InvalidGroup.NotFound" });
  });

  test("is refused for the default group", async () => {
    const { run, port, vpcId } = await ec2();

    await expect(run("DeleteSecurityGroup", { GroupId: port.defaultSecurityGroup(vpcId) })).rejects.toMatchObject({
      code: "CannotDelete",
    });
  });
});
