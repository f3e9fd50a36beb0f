import { describe, expect, test } from "@jest/globals";
import { findSecondWriter, findTrespass, findUnannounced } from "../../simulation/invariants/calls.ts";
import { findHalfOpen } from "../../simulation/invariants/half-open.ts";
import { findOrphans } from "../../simulation/invariants/leftovers.ts";
import type { SecurityGroup } from "../../simulation/invariants/snapshot.ts";

const Tags = [
  { Key: "fairway:installation", Value: "fairway" },
  { Key: "fairway:service", Value: "shop" },
];
const world = { IpProtocol: "tcp", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
const fromGroup = (GroupId: string) => ({
  IpProtocol: "tcp",
  FromPort: 8080,
  ToPort: 8080,
  UserIdGroupPairs: [{ GroupId }],
});
const front: SecurityGroup = { GroupId: "sg-1", GroupName: "fairway-shop-load-balancer", Tags, IpPermissions: [world] };
const tasks: SecurityGroup = {
  GroupId: "sg-2",
  GroupName: "fairway-shop-tasks",
  Tags,
  IpPermissions: [fromGroup("sg-1")],
};

describe("never half-open", () => {
  test("finds nothing where only the load balancer is open, on its port", () => {
    const loadBalancers = [{ LoadBalancerName: "fairway-shop", SecurityGroups: ["sg-1"] }];
    expect(findHalfOpen({ groups: [front, tasks], loadBalancers })).toEqual([]);
  });

  test.each([
    ["tasks open to the world", { ...tasks, IpPermissions: [world] }, "lets in addresses"],
    ["tasks open to a group of someone else", { ...tasks, IpPermissions: [fromGroup("sg-9")] }, "lets in sg-9"],
    [
      "a load balancer open on another port",
      { ...front, IpPermissions: [{ ...world, FromPort: 22, ToPort: 22 }] },
      "open to the world on 22",
    ],
  ])("finds %s", (_name, group, message) => {
    const others = [front, tasks].filter(({ GroupId }) => GroupId !== group.GroupId);
    expect(findHalfOpen({ groups: [group, ...others], loadBalancers: [] })).toEqual([expect.stringContaining(message)]);
  });

  test("finds a load balancer that carries the tasks' group", () => {
    const loadBalancers = [{ LoadBalancerName: "fairway-shop", SecurityGroups: ["sg-2"] }];
    expect(findHalfOpen({ groups: [front, tasks], loadBalancers })).toEqual(["fairway-shop carries a group of tasks"]);
  });
});

describe("what a call may not do", () => {
  const update = { service: "ecs", operation: "UpdateService", input: { desiredCount: 3 } };

  test("a step may not write a desired count; the count's one writer may", () => {
    expect(findSecondWriter({ function: "step-service", ...update })).toHaveLength(1);
    expect(findSecondWriter({ function: "event-desired-count", ...update })).toEqual([]);
  });

  test("what is not ours may not be named by a call that changes something", () => {
    const call = { function: "step-x", service: "ec2", operation: "DeleteSecurityGroup", input: { GroupId: "sg-9" } };
    expect(findTrespass(call, ["sg-9"])).toHaveLength(1);
    expect(findTrespass(call, ["sg-8"])).toEqual([]);
  });

  test("a step that is not written down may change nothing", () => {
    const call = { function: "step-cluster", service: "ecs", operation: "CreateCluster", input: {} };
    expect(findUnannounced(call, "apply", undefined)).toHaveLength(1);
  });
});

test("a second load balancer of a service is an orphan", () => {
  const one = { kind: "load-balancer", arn: "arn", deployment: "d-1" } as const;
  expect(findOrphans([one, one])).toContain("2 of load-balancer where there should be 1");
});
