import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  RevokeSecurityGroupEgressCommand,
} from "@aws-sdk/client-ec2";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createSecurityGroups } from "../../../../shared/aws/security-groups.ts";
import { failure } from "./failure.ts";

const ec2 = mockClient(EC2Client);
const groups = createSecurityGroups(new EC2Client({}));
const world = { cidr: "0.0.0.0/0" };

beforeEach(() => void ec2.reset());

describe("security groups", () => {
  test("groups are found by name in one VPC, each with its own rules, over all pages", async () => {
    ec2.on(DescribeSecurityGroupsCommand).resolves({
      SecurityGroups: [
        {
          GroupId: "sg-1",
          GroupName: "a",
          VpcId: "vpc-1",
          Tags: [{ Key: "k", Value: "v" }],
          SecurityGroupArn: "arn:1",
        },
        { GroupId: "sg-2", GroupName: "b", VpcId: "vpc-1", SecurityGroupArn: "arn:2" },
      ],
    });
    const tcp = { IpProtocol: "tcp", FromPort: 80, ToPort: 80 };
    ec2
      .on(DescribeSecurityGroupRulesCommand)
      .resolvesOnce({
        SecurityGroupRules: [{ GroupId: "sg-1", SecurityGroupRuleId: "r1", ...tcp, CidrIpv4: "0.0.0.0/0" }],
        NextToken: "more",
      })
      .resolvesOnce({
        SecurityGroupRules: [
          {
            GroupId: "sg-1",
            SecurityGroupRuleId: "r2",
            IsEgress: true,
            ...tcp,
            ReferencedGroupInfo: { GroupId: "sg-2" },
          },
          { GroupId: "sg-2", SecurityGroupRuleId: "r3", IpProtocol: "-1", FromPort: -1, ToPort: -1, CidrIpv6: "::/0" },
        ],
      });

    const found = await groups.find("vpc-1", ["a", "b"]);

    expect(ec2.commandCalls(DescribeSecurityGroupsCommand)[0]?.args[0].input.Filters).toEqual([
      { Name: "vpc-id", Values: ["vpc-1"] },
      { Name: "group-name", Values: ["a", "b"] },
    ]);
    const eighty = { protocol: "tcp", fromPort: 80, toPort: 80 };
    expect(found).toMatchObject([
      {
        id: "sg-1",
        tags: { k: "v" },
        ingress: [{ id: "r1", ...eighty, peer: world }],
        egress: [{ id: "r2", ...eighty, peer: { securityGroupId: "sg-2" } }],
      },
      { id: "sg-2", ingress: [{ id: "r3", protocol: "-1", peer: { cidr: "::/0" } }], egress: [] },
    ]);
    expect(found[1]?.ingress[0]?.fromPort).toBeUndefined();
  });

  test("a taken name is an answer", async () => {
    ec2.on(CreateSecurityGroupCommand).rejects(failure("InvalidGroup.Duplicate"));

    expect(await groups.create({ name: "a", description: "d", vpcId: "vpc-1", tags: {} })).toBe("name-taken");
  });

  test("rules are added in one call, and one by one where one of them is there already", async () => {
    ec2
      .on(AuthorizeSecurityGroupIngressCommand)
      .rejectsOnce(failure("InvalidPermission.Duplicate"))
      .rejectsOnce(failure("InvalidPermission.Duplicate"))
      .resolves({});
    const rules = [80, 443].map((ports) => ({ ports, peer: world, description: "d" }));

    await groups.authorize("sg-1", "ingress", rules);

    const ports = ec2
      .commandCalls(AuthorizeSecurityGroupIngressCommand)
      .map(({ args }) => args[0].input.IpPermissions?.map(({ FromPort }) => FromPort));
    expect(ports).toEqual([[80, 443], [80], [443]]);
  });

  test("a rule names one port of TCP, or everything", async () => {
    ec2.on(AuthorizeSecurityGroupIngressCommand).resolves({});

    await groups.authorize("sg-1", "ingress", [
      { ports: 8080, peer: { securityGroupId: "sg-2" }, description: "d" },
      { ports: "all", peer: { cidr: "::/0" }, description: "d" },
    ]);

    expect(ec2.commandCalls(AuthorizeSecurityGroupIngressCommand)[0]?.args[0].input.IpPermissions).toEqual([
      {
        IpProtocol: "tcp",
        FromPort: 8080,
        ToPort: 8080,
        UserIdGroupPairs: [{ GroupId: "sg-2", Description: "d" }],
      },
      { IpProtocol: "-1", Ipv6Ranges: [{ CidrIpv6: "::/0", Description: "d" }] },
    ]);
  });

  test("a rule that is gone already is no error, and does not save the others", async () => {
    ec2
      .on(RevokeSecurityGroupEgressCommand)
      .rejectsOnce(failure("InvalidSecurityGroupRuleId.NotFound"))
      .rejectsOnce(failure("InvalidSecurityGroupRuleId.NotFound"))
      .resolves({});

    await groups.revoke("sg-1", "egress", ["r1", "r2"]);

    const ids = ec2
      .commandCalls(RevokeSecurityGroupEgressCommand)
      .map(({ args }) => args[0].input.SecurityGroupRuleIds);
    expect(ids).toEqual([["r1", "r2"], ["r1"], ["r2"]]);
  });

  test("any other error is the caller's", async () => {
    ec2.on(RevokeSecurityGroupEgressCommand).rejects(failure("UnauthorizedOperation"));

    await expect(groups.revoke("sg-1", "egress", ["r1"])).rejects.toThrow("UnauthorizedOperation");
  });

  test.each([
    ["InvalidGroup.NotFound", "absent"],
    ["DependencyViolation", "in-use"],
    ["InvalidGroup.InUse", "in-use"],
  ])("on removal %s means %s", async (code, meaning) => {
    ec2.on(DeleteSecurityGroupCommand).rejects(failure(code));

    expect(await groups.remove("sg-1")).toBe(meaning);
  });
});
