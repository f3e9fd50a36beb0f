import { describe, expect, test } from "@jest/globals";
import { gatherFacts } from "../../../../shared/gather/facts.ts";
import type { GatherPorts } from "../../../../shared/gather/ports.ts";
import { diffPlan } from "../../../../shared/plan/diff.ts";
import type { ActualListener, Facts } from "../../../../shared/plan/facts.ts";
import type { TaskDescription } from "../../../../shared/ports/service-tasks.ts";
import type { TargetHealth } from "../../../../shared/ports/target-health.ts";
import { appliedFacts, emptyFacts, installation, planOf, specOf } from "../plan/fixtures.ts";

const https = { https: { certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" } };

/** Ports through which exactly these facts are seen. */
function portsOn(facts: Facts): GatherPorts {
  const named = <One extends { name: string }>(one: One | undefined) => ({
    find: async (name: string) => (one?.name === name ? one : undefined),
  });
  const groups = [facts.loadBalancerSecurityGroup, facts.taskSecurityGroup].flatMap((group) => group ?? []);
  const listeners = [facts.httpListener, facts.httpsListener].flatMap((listener) => listener ?? []);
  const findAll = async (arn: string) => listeners.filter(({ loadBalancerArn }) => loadBalancerArn === arn);
  return {
    networks: {
      defaultVpc: async () => facts.vpc,
      vpc: async () => facts.vpc,
      subnets: async () => [],
      subnetsOf: async (vpcId) => facts.subnets.map(({ id, zone }) => ({ id, zone, vpcId, isZoneDefault: true })),
      routeTables: async () => [{ id: "rtb-1", isMain: true, subnetIds: [], leadsToInternetGateway: true }],
    },
    images: { digest: async () => facts.image.digest },
    certificates: { status: async () => "ISSUED" },
    clusters: named(facts.cluster),
    logGroups: named(facts.logGroup),
    securityGroups: { find: async (_vpcId, names) => groups.filter(({ name }) => names.includes(name)) },
    loadBalancers: named(facts.loadBalancer),
    targetGroups: named(facts.targetGroup),
    wakingTargetGroups: named(facts.wakingTargetGroup),
    listeners: { findAll },
    services: { find: async (_cluster, name) => (facts.service?.name === name ? facts.service : undefined) },
    taskDefinitions: {
      find: async (arn) => (facts.taskDefinition?.arn === arn ? facts.taskDefinition : undefined),
    },
    edges: {
      listeners: { findAll, findRules: async () => [] },
      targets: { list: async () => [] },
      tasks: { list: async () => [] },
    },
  };
}

describe("a thorough look", () => {
  const applied = appliedFacts(planOf({}));
  const { targetGroup, service } = applied;
  const loadBalancers = [{ targetGroupArn: targetGroup?.arn ?? "", containerName: "orders", containerPort: 8080 }];
  const facts: Facts = { ...applied, service: { ...service, loadBalancers } as Facts["service"] };
  const task = {
    id: "1",
    lastStatus: "RUNNING",
    desiredStatus: "RUNNING",
    taskDefinitionArn: "",
    privateIp: "10.0.0.1",
  };
  const look = async (tasks: readonly Partial<TaskDescription>[], targets: readonly TargetHealth[] = []) => {
    const ports = portsOn(facts);
    const edges = {
      ...ports.edges,
      targets: { list: async () => targets },
      tasks: { list: async () => tasks.map((one) => ({ ...task, startedAt: 0, ...one })) },
    };
    return (await gatherFacts(specOf({}), installation, { ...ports, edges }, 100_000)).edges;
  };

  test("finds a task that runs and is not registered", async () => {
    expect(await look([{}, { privateIp: "10.0.0.2" }], [{ target: "10.0.0.2:8080", state: "unhealthy" }])).toEqual({
      strays: [],
      unregistered: ["10.0.0.1:8080"],
    });
    expect(await look([{}], [{ target: "10.0.0.1:8080", state: "draining" }])).toMatchObject({
      unregistered: ["10.0.0.1:8080"],
    });
  });

  test.each([
    ["that started a moment ago", { startedAt: 40_001 }],
    ["that is being stopped", { desiredStatus: "STOPPED" }],
    ["that does not run yet", { lastStatus: "PENDING" }],
  ])("expects no task to be registered %s", async (_name, one) => {
    expect(await look([one])).toMatchObject({ unregistered: [] });
  });

  test("finds rules on our listeners, and listeners of others on ports that are not planned", async () => {
    const ports = portsOn(facts);
    const theirs = { ...facts.httpListener, arn: "theirs", port: 8443, tags: {} } as ActualListener;
    const ours = facts.httpListener as ActualListener;
    const edges = {
      ...ports.edges,
      listeners: {
        findAll: async () => [ours, theirs],
        findRules: async (arn: string) =>
          arn === ours.arn ? [{ arn: "rule", description: "1: path-pattern /x" }] : [],
      },
    };

    expect((await gatherFacts(specOf({}), installation, { ...ports, edges }, 1)).edges?.strays).toEqual([
      { kind: "listener", arn: "theirs", description: "HTTP 8443" },
      { kind: "rule", arn: "rule", description: "1: path-pattern /x" },
    ]);
  });
});

describe("the facts that are gathered", () => {
  test("of an empty account hold the network, the image and nothing else", async () => {
    const facts = await gatherFacts(specOf({}), installation, portsOn(emptyFacts));

    expect(Object.keys(facts).sort()).toEqual(["image", "subnets", "vpc"]);
  });

  test("of a deployed service show every resource as planned", async () => {
    const plan = planOf(https);

    const facts = await gatherFacts(specOf(https), installation, portsOn(appliedFacts(plan)));

    expect(facts.certificate).toEqual({ arn: https.https.certificateArn, status: "ISSUED" });
    expect(diffPlan(plan, facts).filter(({ action }) => action !== "keep")).toEqual([]);
  });

  test("tell what is ours by its tags alone", async () => {
    const applied = appliedFacts(planOf({}));
    const theirs = { ...applied.loadBalancer, tags: { "fairway:installation": "other" } } as Facts["loadBalancer"];

    const facts = await gatherFacts(specOf({}), installation, portsOn({ ...applied, loadBalancer: theirs }));

    expect(facts.loadBalancer?.owned).toBe(false);
    expect(facts.targetGroup?.owned).toBe(true);
    expect(facts.cluster?.owned).toBe(true);
  });

  test("hold no task definition of a service that is gone", async () => {
    const applied = appliedFacts(planOf({}));
    const gone = { ...applied.service, status: "INACTIVE" } as Facts["service"];

    const facts = await gatherFacts(specOf({}), installation, portsOn({ ...applied, service: gone }));

    expect(facts.service?.status).toBe("INACTIVE");
    expect(facts.taskDefinition).toBeUndefined();
  });
});
