import { describe, expect, test } from "@jest/globals";
import { virtualClock } from "../../../../../local/world/virtual-clock.ts";
import { type ElbCloud, elb } from "./cloud.ts";

const setup = async () => {
  const clock = virtualClock();
  return { clock, cloud: await elb(clock) };
};

const first = async (cloud: ElbCloud, arn: string) =>
  (await cloud.run("DescribeLoadBalancers", { LoadBalancerArns: [arn] })).LoadBalancers?.[0];

describe("a load balancer", () => {
  test("is provisioning at first, then active, with an interface in each subnet", async () => {
    const { clock, cloud } = await setup();
    const { arn } = await cloud.loadBalancer();

    expect(await first(cloud, arn)).toMatchObject({
      State: { Code: "provisioning" },
      Scheme: "internet-facing",
      DNSName: expect.stringMatching(/^hello-\d{10}\.us-east-1\.elb\.amazonaws\.com$/),
      SecurityGroups: [cloud.cloud.ec2.defaultSecurityGroup(cloud.vpcId)],
    });
    await clock.advance(600);
    expect((await first(cloud, arn))?.State?.Code).toBe("active");
    const { NetworkInterfaces } = await cloud.ec2("DescribeNetworkInterfaces", {
      Filters: [{ Name: "description", Values: [`ELB ${arn.split("loadbalancer/")[1]}`] }],
    });
    expect(NetworkInterfaces?.map((each) => [each.AvailabilityZone, each.RequesterId])).toEqual([
      ["us-east-1a", "amazon-elb"],
      ["us-east-1b", "amazon-elb"],
    ]);
  });

  test("asked for again with the same settings is the same; with others it is refused", async () => {
    const { cloud } = await setup();
    const { arn } = await cloud.loadBalancer();

    expect((await cloud.loadBalancer()).arn).toBe(arn);
    await expect(cloud.loadBalancer("hello", { Scheme: "internal" })).rejects.toMatchObject({
      code: "DuplicateLoadBalancerNameException",
    });
  });

  test("asked for twice at once is made once", async () => {
    const { cloud } = await setup();

    const [one, other] = await Promise.all([cloud.loadBalancer(), cloud.loadBalancer()]);

    expect(one.arn).toBe(other.arn);
    expect((await cloud.run("DescribeLoadBalancers", {})).LoadBalancers).toHaveLength(1);
  });

  test.each([
    ["one subnet", (cloud: ElbCloud) => ({ Subnets: [...cloud.subnetIds.slice(0, 1)] }), "ValidationError"],
    ["an unknown subnet", () => ({ Subnets: ["subnet-1", "subnet-2"] }), "SubnetNotFoundException"],
    ["an unknown security group", () => ({ SecurityGroups: ["sg-1"] }), "InvalidSecurityGroupException"],
    ["a name of 33 characters", () => ({ Name: "n".repeat(33) }), "ValidationError"],
    ["a name that ends with a hyphen", () => ({ Name: "name-" }), "ValidationError"],
    ["a name that begins with internal-", () => ({ Name: "internal-name" }), "ValidationError"],
    ["two tags of one key", () => ({ Tags: [{ Key: "a" }, { Key: "a" }] }), "DuplicateTagKeysException"],
    ["another type", () => ({ Type: "network" as const }), "NotImplemented"],
  ])("is refused with %s", async (_, settings, code) => {
    const { cloud } = await setup();

    await expect(cloud.loadBalancer("hello", settings(cloud))).rejects.toMatchObject({ code });
  });

  test("goes with its listeners, while its interfaces keep the security group in use for a while", async () => {
    const { clock, cloud } = await setup();
    const group = await cloud.group("balancer", 80);
    const groupArn = await cloud.targetGroup();
    const { arn } = await cloud.loadBalancer("hello", { SecurityGroups: [group] });
    const listenerArn = await cloud.listener(arn, groupArn);
    await clock.advance(600);

    await cloud.run("DeleteLoadBalancer", { LoadBalancerArn: arn });
    await cloud.run("DeleteLoadBalancer", { LoadBalancerArn: arn });

    await expect(first(cloud, arn)).rejects.toMatchObject({ code: "LoadBalancerNotFoundException" });
    await expect(cloud.run("DescribeListeners", { ListenerArns: [listenerArn] })).rejects.toMatchObject({
      code: "ListenerNotFoundException",
    });
    await expect(cloud.ec2("DeleteSecurityGroup", { GroupId: group })).rejects.toMatchObject({
      code: "DependencyViolation",
    });
    await clock.advance(1_000);
    await cloud.ec2("DeleteSecurityGroup", { GroupId: group });
    await cloud.run("DeleteTargetGroup", { TargetGroupArn: groupArn });
  });

  test("with deletion protection stays", async () => {
    const { cloud } = await setup();
    const { arn } = await cloud.loadBalancer();
    await cloud.run("ModifyLoadBalancerAttributes", {
      LoadBalancerArn: arn,
      Attributes: [{ Key: "deletion_protection.enabled", Value: "true" }],
    });

    await expect(cloud.run("DeleteLoadBalancer", { LoadBalancerArn: arn })).rejects.toMatchObject({
      code: "OperationNotPermittedException",
    });
  });

  test("changes its groups and subnets on its interfaces too", async () => {
    const { cloud } = await setup();
    const { arn } = await cloud.loadBalancer();
    const group = await cloud.group("balancer", 80);

    await cloud.run("SetSubnets", { LoadBalancerArn: arn, Subnets: cloud.subnetIds.slice(1) });
    await cloud.run("SetSecurityGroups", { LoadBalancerArn: arn, SecurityGroups: [group] });

    const { NetworkInterfaces } = await cloud.ec2("DescribeNetworkInterfaces", {
      Filters: [{ Name: "requester-id", Values: ["amazon-elb"] }],
    });
    expect(NetworkInterfaces?.map((each) => [each.SubnetId, each.Groups?.[0]?.GroupId])).toEqual(
      cloud.subnetIds.slice(1).map((id) => [id, group]),
    );
  });
});

describe("a target group", () => {
  test("asked for again with the same settings is the same; with others it is refused", async () => {
    const { cloud } = await setup();
    const arn = await cloud.targetGroup();

    expect(await cloud.targetGroup()).toBe(arn);
    await expect(cloud.targetGroup("hello", { Port: 9090 })).rejects.toMatchObject({
      code: "DuplicateTargetGroupNameException",
    });
  });

  test.each([
    ["a timeout as long as the interval", { HealthCheckTimeoutSeconds: 5 }],
    ["an interval below 5 s", { HealthCheckIntervalSeconds: 4 }],
    ["a threshold of 1", { HealthyThresholdCount: 1 }],
    ["a path without a slash", { HealthCheckPath: "health" }],
    ["a matcher above 499", { Matcher: { HttpCode: "200-599" } }],
  ])("is refused with %s", async (_, settings) => {
    const { cloud } = await setup();

    await expect(cloud.targetGroup("hello", settings)).rejects.toMatchObject({ code: "ValidationError" });
  });

  test("is not deleted while a rule forwards to it, and serves one load balancer only", async () => {
    const { cloud } = await setup();
    const [byDefault, byRule] = [await cloud.targetGroup("default"), await cloud.targetGroup("rule")];
    const listenerArn = await cloud.listener((await cloud.loadBalancer()).arn, byDefault);
    const { Rules } = await cloud.run("CreateRule", {
      ListenerArn: listenerArn,
      Priority: 1,
      Conditions: [{ Field: "path-pattern", Values: ["/x"] }],
      Actions: [{ Type: "forward", TargetGroupArn: byRule }],
    });

    await expect(cloud.run("DeleteTargetGroup", { TargetGroupArn: byRule })).rejects.toMatchObject({
      code: "ResourceInUseException",
    });
    const other = await cloud.loadBalancer("other");
    await expect(cloud.listener(other.arn, byRule)).rejects.toMatchObject({
      code: "TargetGroupAssociationLimitException",
    });
    await cloud.run("DeleteRule", { RuleArn: Rules?.[0]?.RuleArn });
    await cloud.run("DeleteTargetGroup", { TargetGroupArn: byRule });
  });

  test("knows its attributes, and no others", async () => {
    const { cloud } = await setup();
    const arn = await cloud.targetGroup();
    const set = (Key: string, Value: string) =>
      cloud.run("ModifyTargetGroupAttributes", { TargetGroupArn: arn, Attributes: [{ Key, Value }] });

    await set("deregistration_delay.timeout_seconds", "5");
    expect(cloud.port.targetGroup(arn)?.deregistrationDelay).toBe(5_000);
    await expect(set("deregistration_delay.timeout_seconds", "3601")).rejects.toMatchObject({
      code: "ValidationError",
    });
    await expect(set("deregistration_delay", "5")).rejects.toMatchObject({ code: "ValidationError" });
  });
});

describe("listeners and rules", () => {
  test("one listener a port: the same again is the same, another is refused", async () => {
    const { cloud } = await setup();
    const [one, two] = [await cloud.targetGroup("one"), await cloud.targetGroup("two")];
    const { arn } = await cloud.loadBalancer();
    const listenerArn = await cloud.listener(arn, one);

    expect(await cloud.listener(arn, one)).toBe(listenerArn);
    await expect(cloud.listener(arn, two)).rejects.toMatchObject({ code: "DuplicateListenerException" });
  });

  test("rules are listed by priority with the default last, and change places at once", async () => {
    const { cloud } = await setup();
    const groupArn = await cloud.targetGroup();
    const listenerArn = await cloud.listener((await cloud.loadBalancer()).arn, groupArn);
    const rule = async (Priority: number, path: string) => {
      const { Rules } = await cloud.run("CreateRule", {
        ListenerArn: listenerArn,
        Priority,
        Conditions: [{ Field: "path-pattern", Values: [path] }],
        Actions: [{ Type: "forward", TargetGroupArn: groupArn }],
      });
      return Rules?.[0]?.RuleArn as string;
    };
    const [second, lead] = [await rule(20, "/second"), await rule(10, "/lead")];
    await expect(rule(10, "/other")).rejects.toMatchObject({
      code: "PriorityInUseException",
      message: "Priority '10' is currently in use",
    });
    const priorities = async () =>
      (await cloud.run("DescribeRules", { ListenerArn: listenerArn })).Rules?.map((each) => [
        each.RuleArn,
        each.Priority,
      ]);
    expect((await priorities())?.slice(0, 2)).toEqual([
      [lead, "10"],
      [second, "20"],
    ]);

    await cloud.run("SetRulePriorities", {
      RulePriorities: [
        { RuleArn: lead, Priority: 20 },
        { RuleArn: second, Priority: 10 },
      ],
    });

    const after = await priorities();
    expect(after?.map(([, priority]) => priority)).toEqual(["10", "20", "default"]);
    expect(after?.[0]?.[0]).toBe(second);
    await expect(cloud.run("DeleteRule", { RuleArn: after?.[2]?.[0] })).rejects.toMatchObject({
      code: "OperationNotPermittedException",
    });
  });

  test("a redirect must not lead to itself", async () => {
    const { cloud } = await setup();
    const { arn } = await cloud.loadBalancer();

    await expect(
      cloud.listener(arn, { DefaultActions: [{ Type: "redirect", RedirectConfig: { StatusCode: "HTTP_301" } }] }),
    ).rejects.toMatchObject({ code: "InvalidConfigurationRequestException" });
  });
});

describe("tags and permissions", () => {
  test("what a call asks IAM for: the name's ARN with the tags, and the right to tag while creating", async () => {
    const { cloud } = await setup();
    const call = { principal: { kind: "administrator", arn: "" }, requestId: "" } as const;
    const Tags = [{ Key: "owner", Value: "us" }];
    const { arn } = await cloud.loadBalancer("hello", { Tags });

    const scheme = { "elasticloadbalancing:Scheme": "internet-facing" };
    expect(cloud.service.permissions("CreateLoadBalancer", { Name: "hello", Tags }, call)).toMatchObject([
      {
        action: "elasticloadbalancing:CreateLoadBalancer",
        resources: ["arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/hello/*"],
        keys: { "aws:RequestTag/owner": "us", ...scheme },
      },
      {
        action: "elasticloadbalancing:AddTags",
        keys: { "elasticloadbalancing:CreateAction": "CreateLoadBalancer", "aws:TagKeys": ["owner"] },
      },
      ...[
        "ec2:DescribeAccountAttributes",
        "ec2:DescribeAddresses",
        "ec2:DescribeInternetGateways",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
        "ec2:GetSecurityGroupsForVpc",
      ].map((action) => ({ action, resources: ["*"] })),
    ]);
    expect(cloud.service.permissions("DeleteLoadBalancer", { LoadBalancerArn: arn }, call)).toMatchObject([
      { resources: [arn], keys: { "aws:ResourceTag/owner": "us" } },
    ]);
    expect(cloud.service.permissions("DescribeLoadBalancers", {}, call)).toEqual([
      { action: "elasticloadbalancing:DescribeLoadBalancers", resources: ["*"] },
    ]);
  });

  test("tags are added, described and removed", async () => {
    const { cloud } = await setup();
    const arn = await cloud.targetGroup("hello", { Tags: [{ Key: "a", Value: "1" }] });

    await cloud.run("AddTags", { ResourceArns: [arn], Tags: [{ Key: "b", Value: "2" }] });
    await cloud.run("RemoveTags", { ResourceArns: [arn], TagKeys: ["a"] });

    const { TagDescriptions } = await cloud.run("DescribeTags", { ResourceArns: [arn] });
    expect(TagDescriptions).toEqual([{ ResourceArn: arn, Tags: [{ Key: "b", Value: "2" }] }]);
  });
});
