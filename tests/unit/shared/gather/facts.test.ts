import { describe, expect, test } from "@jest/globals";
import { gatherFacts } from "../../../../shared/gather/facts.ts";
import type { GatherPorts } from "../../../../shared/gather/ports.ts";
import { diffPlan } from "../../../../shared/plan/diff.ts";
import type { Facts } from "../../../../shared/plan/facts.ts";
import { appliedFacts, emptyFacts, installation, planOf, specOf } from "../plan/fixtures.ts";

const https = { https: { certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" } };

/** Ports through which exactly these facts are seen. */
function portsOn(facts: Facts): GatherPorts {
  const named = <One extends { name: string }>(one: One | undefined) => ({
    find: async (name: string) => (one?.name === name ? one : undefined),
  });
  const groups = [facts.loadBalancerSecurityGroup, facts.taskSecurityGroup].flatMap((group) => group ?? []);
  const listeners = [facts.httpListener, facts.httpsListener].flatMap((listener) => listener ?? []);
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
    listeners: { findAll: async (arn) => listeners.filter(({ loadBalancerArn }) => loadBalancerArn === arn) },
    services: { find: async (_cluster, name) => (facts.service?.name === name ? facts.service : undefined) },
    taskDefinitions: {
      find: async (arn) => (facts.taskDefinition?.arn === arn ? facts.taskDefinition : undefined),
    },
  };
}

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
