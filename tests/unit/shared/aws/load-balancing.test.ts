import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createListeners } from "../../../../shared/aws/listeners.ts";
import { createLoadBalancers } from "../../../../shared/aws/load-balancers.ts";
import { createTargetGroups } from "../../../../shared/aws/target-groups.ts";
import { failure } from "./failure.ts";

const elb = mockClient(ElasticLoadBalancingV2Client);
const client = new ElasticLoadBalancingV2Client({});
const loadBalancers = createLoadBalancers(client);
const targetGroups = createTargetGroups(client);
const listeners = createListeners(client);

const identity = { LoadBalancerArn: "arn:lb", DNSName: "lb.example", CanonicalHostedZoneId: "Z1" };
const tagsOf = (arn: string) => ({ TagDescriptions: [{ ResourceArn: arn, Tags: [{ Key: "team", Value: "shop" }] }] });

beforeEach(() => void elb.reset());

describe("load balancers", () => {
  test("one is found with its tags and attributes", async () => {
    const balancer = {
      ...identity,
      LoadBalancerName: "lb",
      State: { Code: "provisioning" as const },
      AvailabilityZones: [{ SubnetId: "subnet-1" }, { SubnetId: "subnet-2" }],
      SecurityGroups: ["sg-1"],
    };
    elb.on(DescribeLoadBalancersCommand, { Names: ["lb"] }).resolves({ LoadBalancers: [balancer] });
    elb.on(DescribeTagsCommand, { ResourceArns: ["arn:lb"] }).resolves(tagsOf("arn:lb"));
    elb.on(DescribeLoadBalancerAttributesCommand).resolves({ Attributes: [{ Key: "a.b", Value: "true" }] });

    expect(await loadBalancers.find("lb")).toMatchObject({
      arn: "arn:lb",
      state: "provisioning",
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["sg-1"],
      attributes: { "a.b": "true" },
      tags: { team: "shop" },
    });
  });

  test("one that goes away while it is read is not found", async () => {
    elb.on(DescribeLoadBalancersCommand).resolves({ LoadBalancers: [identity] });
    elb.on(DescribeTagsCommand).rejects(failure("LoadBalancerNotFoundException"));
    elb.on(DescribeLoadBalancerAttributesCommand).rejects(failure("LoadBalancerNotFoundException"));

    expect(await loadBalancers.find("lb")).toBeUndefined();
  });

  test("a taken name is an answer", async () => {
    elb.on(CreateLoadBalancerCommand).rejects(failure("DuplicateLoadBalancerNameException"));

    const created = loadBalancers.create({
      name: "lb",
      scheme: "internet-facing",
      subnetIds: ["subnet-1"],
      securityGroupIds: ["sg-1"],
      tags: {},
    });

    expect(await created).toBe("name-taken");
  });
});

describe("target groups", () => {
  test("one is found with its health check, tags and attributes", async () => {
    const group = {
      TargetGroupArn: "arn:tg",
      TargetGroupName: "tg",
      HealthCheckPath: "/health",
      HealthCheckIntervalSeconds: 5,
      Matcher: { HttpCode: "200-399" },
    };
    elb.on(DescribeTargetGroupsCommand, { Names: ["tg"] }).resolves({ TargetGroups: [group] });
    elb.on(DescribeTagsCommand).resolves(tagsOf("arn:tg"));
    elb.on(DescribeTargetGroupAttributesCommand).resolves({ Attributes: [{ Key: "delay", Value: "5" }] });

    expect(await targetGroups.find("tg")).toMatchObject({
      healthCheck: { path: "/health", intervalSeconds: 5, matcher: "200-399" },
      attributes: { delay: "5" },
      tags: { team: "shop" },
    });
  });

  test.each([
    ["TargetGroupNotFoundException", "absent"],
    ["ResourceInUseException", "in-use"],
  ])("on removal %s means %s", async (code, meaning) => {
    elb.on(DeleteTargetGroupCommand).rejects(failure(code));

    expect(await targetGroups.remove("arn:tg")).toBe(meaning);
  });
});

describe("listeners", () => {
  const listener = { ListenerArn: "arn:l", LoadBalancerArn: "arn:lb", Port: 80, Protocol: "HTTP" as const };
  const redirect = { Protocol: "HTTPS", Port: "443", StatusCode: "HTTP_301" as const };

  test.each([
    [
      "a forward",
      [{ Type: "forward" as const, TargetGroupArn: "arn:tg" }],
      { type: "forward", targetGroupArn: "arn:tg" },
    ],
    [
      "a redirect whose defaults ELB spells out",
      [
        {
          Type: "redirect" as const,
          RedirectConfig: { ...redirect, Host: "#{host}", Path: "/#{path}", Query: "#{query}" },
        },
      ],
      { type: "redirect", protocol: "HTTPS", port: "443", status: "HTTP_301" },
    ],
    [
      "a redirect to another host",
      [{ Type: "redirect" as const, RedirectConfig: { ...redirect, Host: "evil.example" } }],
      { type: "other" },
    ],
    [
      "a fixed response",
      [{ Type: "fixed-response" as const, FixedResponseConfig: { StatusCode: "503" } }],
      { type: "other" },
    ],
  ])("%s is told apart from what Fairway did not set", async (_what, actions, expected) => {
    elb
      .on(DescribeListenersCommand, { LoadBalancerArn: "arn:lb" })
      .resolves({ Listeners: [{ ...listener, DefaultActions: actions }] });
    elb.on(DescribeTagsCommand).resolves(tagsOf("arn:l"));

    expect(await listeners.findAll("arn:lb")).toMatchObject([{ port: 80, action: expected, tags: { team: "shop" } }]);
  });

  test("more than DescribeTags takes at once are all found with their tags", async () => {
    const all = Array.from({ length: 45 }, (_, port) => ({ ...listener, ListenerArn: `arn:l${port}`, Port: port }));
    elb.on(DescribeListenersCommand).resolves({ Listeners: all });
    elb.on(DescribeTagsCommand).callsFake(({ ResourceArns }: { ResourceArns: string[] }) => {
      if (ResourceArns.length > 20) throw failure("ValidationErrorException");
      return { TagDescriptions: ResourceArns.flatMap((arn) => tagsOf(arn).TagDescriptions) };
    });

    const found = await listeners.findAll("arn:lb");

    expect(found.map(({ tags }) => tags.team)).toEqual(all.map(() => "shop"));
    expect(elb.commandCalls(DescribeTagsCommand)).toHaveLength(3);
  });

  test("those of every page are found", async () => {
    elb
      .on(DescribeListenersCommand)
      .resolves({ Listeners: [{ ...listener, ListenerArn: "arn:l80" }], NextMarker: "more" })
      .on(DescribeListenersCommand, { LoadBalancerArn: "arn:lb", Marker: "more" })
      .resolves({ Listeners: [{ ...listener, ListenerArn: "arn:l443", Port: 443 }] });
    elb.on(DescribeTagsCommand).resolves({
      TagDescriptions: ["arn:l80", "arn:l443"].flatMap((arn) => tagsOf(arn).TagDescriptions),
    });

    const found = await listeners.findAll("arn:lb");

    expect(found.map(({ port, tags }) => [port, tags.team])).toEqual([
      [80, "shop"],
      [443, "shop"],
    ]);
  });

  test("there are none where the load balancer is gone", async () => {
    elb.on(DescribeListenersCommand).rejects(failure("LoadBalancerNotFoundException"));

    expect(await listeners.findAll("arn:lb")).toEqual([]);
  });

  test("one that goes away while it is read is a reason to look again", async () => {
    elb.on(DescribeListenersCommand).resolves({ Listeners: [listener] });
    elb.on(DescribeTagsCommand).rejects(failure("ListenerNotFoundException"));

    await expect(listeners.findAll("arn:lb")).rejects.toMatchObject({ name: "NotReady" });
  });

  test("a redirect is created to the same host and path on 443", async () => {
    elb.on(CreateListenerCommand).resolves({ Listeners: [{ ListenerArn: "arn:l" }] });
    const action = { type: "redirect", protocol: "HTTPS", port: 443, status: "HTTP_301" } as const;

    await listeners.create("arn:lb", { port: 80, protocol: "HTTP", action }, {});

    expect(elb.commandCalls(CreateListenerCommand)[0]?.args[0].input.DefaultActions).toEqual([
      { Type: "redirect", RedirectConfig: redirect },
    ]);
  });
});
