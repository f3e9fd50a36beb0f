import { describe, expect, test } from "@jest/globals";
import { findForgotten, findOrphans, findUnknownRevisions } from "../../../simulation/invariants/i01-no-orphan.ts";
import { findHalfOpen } from "../../../simulation/invariants/i04-never-half-open.ts";
import { findNotTakenBack } from "../../../simulation/invariants/i12-complete-undo.ts";
import { findGone } from "../../../simulation/invariants/i13-rollback-target.ts";
import type { Owned } from "../../../simulation/invariants/owned.ts";
import type { SecurityGroup } from "../../../simulation/invariants/snapshot.ts";

const owned = (kind: Owned["kind"], arn: string = kind): Owned => ({ kind, arn, deployment: "d-1" });

describe("I1: no orphan", () => {
  const whole = (["load-balancer", "target-group", "listener", "service", "log-group"] as const).map((kind) =>
    owned(kind),
  );
  const groups = [owned("security-groups", "one"), owned("security-groups", "other")];

  test("finds nothing where a service has one of each", () => {
    expect(findOrphans([...whole, ...groups])).toEqual([]);
    expect(findOrphans([owned("service"), owned("log-group"), owned("security-groups")], { type: "worker" })).toEqual(
      [],
    );
  });

  test("finds a second load balancer, and a group that is missing", () => {
    const found = findOrphans([...whole, groups[0] as Owned, owned("load-balancer", "another")]);
    expect(found).toEqual([
      "1 of security-groups where there should be 2",
      "2 of load-balancer where there should be 1",
    ]);
  });

  test("finds a revision of no release that serves nothing", () => {
    const revisions = [owned("task-definition", "shop:1"), owned("task-definition", "shop:2")];
    const releases = [{ taskDefinitionArn: "shop:1" }];
    expect(findUnknownRevisions(revisions, releases, undefined)).toHaveLength(1);
    expect(findUnknownRevisions(revisions, releases, "shop:2")).toEqual([]);
  });

  test("finds what is left of a service that nobody knows, but for its logs", () => {
    expect(findForgotten([owned("log-group"), owned("target-group")])).toHaveLength(1);
  });
});

describe("I4: never half-open", () => {
  const Tags = [
    { Key: "fairway:installation", Value: "fairway" },
    { Key: "fairway:service", Value: "shop" },
  ];
  const world = { IpProtocol: "tcp", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
  const from = (GroupId: string) => ({
    IpProtocol: "tcp",
    FromPort: 8080,
    ToPort: 8080,
    UserIdGroupPairs: [{ GroupId }],
  });
  const front: SecurityGroup = {
    GroupId: "sg-1",
    GroupName: "fairway-shop-load-balancer",
    Tags,
    IpPermissions: [world],
  };
  const tasks: SecurityGroup = {
    GroupId: "sg-2",
    GroupName: "fairway-shop-tasks",
    Tags,
    IpPermissions: [from("sg-1")],
  };
  const everyPort = { IpProtocol: "-1", Ipv6Ranges: [{ CidrIpv6: "::/0" }] };

  test("finds nothing where only the load balancer is open, on its port", () => {
    const loadBalancers = [{ LoadBalancerName: "fairway-shop", SecurityGroups: ["sg-1"] }];
    expect(findHalfOpen({ groups: [front, tasks], loadBalancers })).toEqual([]);
  });

  test.each([
    ["tasks open to the world", { ...tasks, IpPermissions: [world] }, "lets in addresses on 80"],
    ["tasks open to the world by IPv6", { ...tasks, IpPermissions: [everyPort] }, "lets in addresses on all ports"],
    ["tasks open to a group of someone else", { ...tasks, IpPermissions: [from("sg-9")] }, "lets in sg-9"],
    [
      "a load balancer open on another port",
      { ...front, IpPermissions: [{ ...world, FromPort: 22, ToPort: 22 }] },
      "open to the world on 22",
    ],
    [
      "a load balancer open on a port that its manifest does not have",
      { ...front, IpPermissions: [{ ...world, FromPort: 443, ToPort: 443 }] },
      "open to the world on 443",
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

describe("I12: complete undo", () => {
  const left = [owned("target-group"), owned("log-group"), { ...owned("listener"), deployment: "d-0" }];
  const ended = { id: "d-1", action: "deploy" } as const;

  test.each(["FAILED_CLEAN", "ROLLED_BACK", "CANCELLED", "SUPERSEDED"] as const)(
    "finds what a deployment made that ended %s",
    (status) => expect(findNotTakenBack({ ...ended, status }, left)).toHaveLength(1),
  );

  test("lets be what a success made, what was left standing on purpose, and what is named", () => {
    const named = { status: "FAILED_DIRTY", leftovers: [{ kind: "target-group", why: "denied" }] } as const;
    expect(findNotTakenBack({ ...ended, status: "SUCCEEDED" }, left)).toEqual([]);
    expect(findNotTakenBack({ ...ended, status: "HELD" }, left)).toEqual([]);
    expect(findNotTakenBack({ ...ended, ...named }, left)).toEqual([]);
    expect(findNotTakenBack({ ...ended, ...named, leftovers: [] }, left)).toHaveLength(1);
  });
});

test("I13: finds a release that served and whose revision is gone", () => {
  const releases = [
    { taskDefinitionArn: "shop:1", result: "SUCCEEDED" },
    { taskDefinitionArn: "shop:2", result: "FAILED" },
  ] as const;
  expect(findGone(releases, new Set(["shop:1"]))).toEqual([]);
  expect(findGone(releases, new Set(["shop:2"]))).toEqual(["shop:1 of a release is gone"]);
});
