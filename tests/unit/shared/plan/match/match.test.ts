import { describe, expect, test } from "@jest/globals";
import type { Facts } from "../../../../../shared/plan/facts.ts";
import { matchCluster } from "../../../../../shared/plan/match/cluster.ts";
import { tagsToSet } from "../../../../../shared/plan/match/compare.ts";
import { matchListener } from "../../../../../shared/plan/match/listener.ts";
import { matchLoadBalancer } from "../../../../../shared/plan/match/load-balancer.ts";
import { matchLogGroup } from "../../../../../shared/plan/match/log-group.ts";
import { matchSecurityGroup } from "../../../../../shared/plan/match/security-group.ts";
import { matchService } from "../../../../../shared/plan/match/service.ts";
import { matchTargetGroup } from "../../../../../shared/plan/match/target-group.ts";
import { matchTaskDefinition } from "../../../../../shared/plan/match/task-definition.ts";
import { appliedFacts, appliedOutputs, planOf } from "../fixtures.ts";

const plan = planOf({});
const { resources } = plan;
const applied = appliedFacts(plan) as Required<Facts>;

/** The match of one resource after one change to what AWS tells of it: its action, and the fields that differ. */
type Row = readonly [what: string, change: object, action: string, fields?: readonly string[]];

function outcome(match: { action: string; differences: readonly { field: string }[] }) {
  return [match.action, match.differences.map((difference) => difference.field)];
}

describe("a cluster", () => {
  test.each<Row>([
    ["is kept as planned", {}, "keep"],
    ["is made anew once it is gone", { status: "INACTIVE" }, "create"],
    ["gets a missing capacity provider", { capacityProviders: ["FARGATE"] }, "update", ["capacityProviders"]],
    ["may have more capacity providers", { capacityProviders: ["FARGATE_SPOT", "FARGATE", "own"] }, "keep"],
    ["of somebody else is used as it is", { owned: false, tags: {} }, "keep"],
    ["of somebody else is not changed", { owned: false, capacityProviders: [] }, "conflict", ["capacityProviders"]],
  ])("%s", (_what, change, action, fields = []) => {
    expect(outcome(matchCluster(resources.cluster, { ...applied.cluster, ...change }))).toEqual([action, fields]);
  });
});

describe("a log group", () => {
  test.each<Row>([
    ["is kept as planned", {}, "keep"],
    ["gets its retention back", { retentionDays: undefined }, "update", ["retentionDays"]],
    ["of somebody else is not touched", { owned: false }, "conflict"],
  ])("%s", (_what, change, action, fields = []) => {
    expect(outcome(matchLogGroup(resources.logGroup, { ...applied.logGroup, ...change }))).toEqual([action, fields]);
  });
});

describe("a load balancer", () => {
  test.each<Row>([
    ["is kept as planned", {}, "keep"],
    [
      "that carries the tasks' group gets the public one back",
      { securityGroupIds: ["sg-tasks"] },
      "update",
      ["securityGroups"],
    ],
    [
      "is the same whatever the order of its subnets",
      { subnetIds: ["subnet-0000000c", "subnet-0000000a", "subnet-0000000b"] },
      "keep",
    ],
    ["gets its subnets back", { subnetIds: ["subnet-0000000a"] }, "update", ["subnetIds"]],
    [
      "gets an attribute back",
      { attributes: { ...applied.loadBalancer.attributes, "routing.http.desync_mitigation_mode": "monitor" } },
      "update",
      ["attributes.routing.http.desync_mitigation_mode"],
    ],
    ["of the wrong scheme must be another", { scheme: "internal" }, "replace", ["scheme"]],
    ["that failed is a person's to look at", { state: "failed" }, "conflict"],
    ["of somebody else is not touched", { owned: false }, "conflict"],
    ["gets a tag back", { tags: { "fairway:installation": "fairway" } }, "update", ["tags.fairway:service"]],
  ])("%s", (_what, change, action, fields = []) => {
    const actual = { ...applied.loadBalancer, ...change };

    expect(outcome(matchLoadBalancer(resources.loadBalancer, actual, appliedOutputs))).toEqual([action, fields]);
  });

  test("that is no longer planned goes, if it is ours", () => {
    expect(matchLoadBalancer(undefined, applied.loadBalancer, {}).action).toBe("remove");
    expect(matchLoadBalancer(undefined, { ...applied.loadBalancer, owned: false }, {}).action).toBe("keep");
    expect(matchLoadBalancer(undefined, undefined, {}).action).toBe("keep");
  });
});

describe("a target group", () => {
  const { healthCheck } = applied.targetGroup;
  test.each<Row>([
    ["is kept as planned", {}, "keep"],
    ["is kept on another port, since each target has its own", { port: 1 }, "keep"],
    ["gets its health check back", { healthCheck: { ...healthCheck, path: "/x" } }, "update", ["healthCheck.path"]],
    [
      "gets its drain time back",
      { attributes: { "deregistration_delay.timeout_seconds": "300" } },
      "update",
      ["attributes.deregistration_delay.timeout_seconds"],
    ],
    ["of another VPC must be another", { vpcId: "vpc-2" }, "replace", ["vpcId"]],
    ["of instances must be another", { targetType: "instance" }, "replace", ["targetType"]],
    ["of somebody else is not touched", { owned: false }, "conflict"],
  ])("%s", (_what, change, action, fields = []) => {
    expect(outcome(matchTargetGroup(resources.targetGroup, { ...applied.targetGroup, ...change }))).toEqual([
      action,
      fields,
    ]);
  });
});

describe("a listener", () => {
  test.each<Row>([
    ["is kept as planned", {}, "keep"],
    [
      "that forwards elsewhere is turned back",
      { action: { type: "forward", targetGroupArn: "x" } },
      "update",
      ["action"],
    ],
    [
      "that redirects is turned back",
      { action: { type: "redirect", protocol: "HTTPS", port: "443", status: "HTTP_301" } },
      "update",
      ["action"],
    ],
    [
      "that answers by itself is turned back",
      { action: { type: "other", description: "fixed-response" } },
      "update",
      ["action"],
    ],
    ["on another protocol is changed", { protocol: "HTTPS", sslPolicy: "x" }, "update", ["protocol", "sslPolicy"]],
    ["of another load balancer is not this one", { loadBalancerArn: "x" }, "replace", ["loadBalancer"]],
    ["of somebody else is not touched", { owned: false }, "conflict"],
  ])("%s", (_what, change, action, fields = []) => {
    const actual = { ...applied.httpListener, ...change };

    expect(outcome(matchListener(resources.httpListener, actual, appliedOutputs))).toEqual([action, fields]);
  });
});

describe("a task definition", () => {
  const [container] = applied.taskDefinition.containers;
  const containers = (change: object) => ({ containers: [{ ...container, ...change }] });
  test.each<Row>([
    ["is kept as planned", {}, "keep"],
    ["is registered anew once it is deregistered", { status: "INACTIVE" }, "create"],
    ["needs a new revision for another size", { cpu: 512, memory: 1024 }, "replace", ["cpu", "memory"]],
    ["needs a new revision for a role", { taskRoleArn: "arn:x" }, "replace", ["taskRoleArn"]],
    ["needs a new revision for a variable", containers({ variables: { A: "1" } }), "replace", ["container.variables"]],
    ["needs a new revision for a secret", containers({ secrets: { A: "/a" } }), "replace", ["container.secrets"]],
    ["needs a new revision for a command", containers({ command: ["sh"] }), "replace", ["container.command"]],
    ["treats no command and an empty one alike", containers({ command: [] }), "keep"],
    [
      "has no place for somebody's sidecar",
      { containers: [...applied.taskDefinition.containers, { ...container, name: "sidecar" }] },
      "replace",
      ["otherContainers"],
    ],
    ["is not registered anew for a tag", { tags: {} }, "keep"],
  ])("%s", (_what, change, action, fields = []) => {
    const actual = { ...applied.taskDefinition, ...change };

    expect(outcome(matchTaskDefinition(resources.taskDefinition, actual))).toEqual([action, fields]);
  });
});

describe("a service", () => {
  const [serving] = applied.service.loadBalancers;
  test.each<Row>([
    ["is kept as planned", {}, "keep"],
    ["is made once the old one is inactive", { status: "INACTIVE" }, "create"],
    ["waits while the old one drains", { status: "DRAINING" }, "conflict"],
    ["keeps the count that the scaler gave it", { desiredCount: 99 }, "keep"],
    ["gets another revision", { taskDefinitionArn: "arn:2" }, "update", ["taskDefinition"]],
    [
      "gets its strategy back",
      { capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", base: 0, weight: 1 }] },
      "update",
      ["capacityProviderStrategy"],
    ],
    ["gets its groups back", { securityGroupIds: ["sg-public"] }, "update", ["securityGroups"]],
    ["gets its address back", { assignPublicIp: false }, "update", ["assignPublicIp"]],
    ["moves to another port", { loadBalancers: [{ ...serving, containerPort: 1 }] }, "update", ["loadBalancers"]],
    ["gets its circuit breaker back", { circuitBreaker: false }, "update", ["circuitBreaker"]],
    ["gets its healthy percents back", { minimumHealthyPercent: 0 }, "update", ["minimumHealthyPercent"]],
    ["of somebody else is not touched", { owned: false }, "conflict"],
  ])("%s", (_what, change, action, fields = []) => {
    const actual = { ...applied.service, ...change };

    expect(outcome(matchService(resources.service, actual, appliedOutputs))).toEqual([action, fields]);
  });
});

describe("a security group", () => {
  const tasks = applied.taskSecurityGroup;
  const worldWide = { id: "sgr-x", protocol: "tcp", fromPort: 8080, toPort: 8080, peer: { cidr: "0.0.0.0/0" } };

  test("is kept as planned, whatever its rules are described as", () => {
    expect(outcome(matchSecurityGroup(resources.taskSecurityGroup, tasks, appliedOutputs))).toEqual(["keep", []]);
  });

  test("that does not exist needs all its rules", () => {
    const match = matchSecurityGroup(resources.taskSecurityGroup, undefined, {});

    expect(match.action).toBe("create");
    expect(match.authorize.ingress).toEqual(resources.taskSecurityGroup.ingress);
    expect(match.authorize.egress).toEqual(resources.taskSecurityGroup.egress);
  });

  test("that was made a moment ago loses AWS's rule of egress to anywhere, if that is not planned", () => {
    const anywhere = { id: "sgr-0", protocol: "-1", peer: { cidr: "0.0.0.0/0" } };
    const fresh = { ...applied.loadBalancerSecurityGroup, ingress: [], egress: [anywhere] };

    const match = matchSecurityGroup(resources.loadBalancerSecurityGroup, fresh, appliedOutputs);

    expect(match.action).toBe("update");
    expect(match.authorize).toEqual({
      ingress: resources.loadBalancerSecurityGroup?.ingress,
      egress: resources.loadBalancerSecurityGroup?.egress,
    });
    expect(match.revoke).toEqual({ ingress: [], egress: [anywhere] });
  });

  test.each([
    ["opens the tasks to the world", worldWide],
    ["opens more ports", { ...worldWide, peer: { securityGroupId: "sg-public" }, fromPort: 1, toPort: 65_535 }],
    ["opens another protocol", { ...worldWide, peer: { securityGroupId: "sg-public" }, protocol: "udp" }],
    ["opens everything", { id: "sgr-x", protocol: "-1", peer: { securityGroupId: "sg-public" } }],
    ["opens to a prefix list", { ...worldWide, peer: { prefixListId: "pl-1" } }],
  ])("loses a rule that %s", (_what, rule) => {
    const match = matchSecurityGroup(
      resources.taskSecurityGroup,
      { ...tasks, ingress: [...tasks.ingress, rule] },
      appliedOutputs,
    );

    expect(match.action).toBe("update");
    expect(match.revoke.ingress).toEqual([rule]);
    expect(match.authorize.ingress).toEqual([]);
  });

  test("gets a revoked rule back", () => {
    const match = matchSecurityGroup(resources.taskSecurityGroup, { ...tasks, ingress: [] }, appliedOutputs);

    expect(match.authorize.ingress).toEqual(resources.taskSecurityGroup.ingress);
    expect(match.differences).toEqual([
      { field: "ingress", desired: { ports: 8080, peer: "sg-public" }, actual: undefined },
    ]);
  });

  test("of somebody else is neither opened nor closed", () => {
    const match = matchSecurityGroup(
      resources.taskSecurityGroup,
      { ...tasks, owned: false, ingress: [worldWide] },
      appliedOutputs,
    );

    expect(match.action).toBe("conflict");
    expect([match.authorize, match.revoke]).toEqual([
      { ingress: [], egress: [] },
      { ingress: [], egress: [] },
    ]);
  });
});

test("tags are added where they differ, and the creator's name is never rewritten", () => {
  const desired = { team: "shop", "fairway:service": "orders", "fairway:deployment": "d-2" };

  expect(
    tagsToSet(desired, { team: "old", "fairway:service": "orders", "fairway:deployment": "d-1", foreign: "stays" }),
  ).toEqual({
    team: "shop",
  });
});
