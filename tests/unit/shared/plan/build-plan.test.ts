import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "@jest/globals";
import type { Facts } from "../../../../shared/plan/facts.ts";
import { matchSecurityGroup } from "../../../../shared/plan/match/security-group.ts";
import { appliedFacts, appliedOutputs, digest, emptyFacts, planOf } from "./fixtures.ts";

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000";

describe("a whole plan", () => {
  const goldenPlans = {
    web: planOf({}),
    sleeper: planOf({ scaling: { min: 0, max: 4, scaleToZero: { afterIdleSeconds: 600 } } }),
    worker: planOf({ type: "worker", count: 3, command: ["node", "worker.js"], variables: { LOG_LEVEL: "info" } }),
    https: planOf(
      {
        image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/orders:1.4",
        port: 3000,
        cpu: 1024,
        memory: 4096,
        architecture: "ARM64",
        count: 4,
        secrets: { DATABASE_URL: "/orders/database-url" },
        capacityProviderStrategy: [
          { capacityProvider: "FARGATE", base: 1, weight: 0 },
          { capacityProvider: "FARGATE_SPOT", weight: 1 },
        ],
        healthCheck: { path: "/health", gracePeriodSeconds: 120 },
        https: { certificateArn },
        taskRole: "orders-task",
        logRetentionDays: 90,
        tags: { team: "shop" },
      },
      {
        ...emptyFacts,
        image: { reference: "123456789012.dkr.ecr.us-east-1.amazonaws.com/orders:1.4", digest },
        certificate: { arn: certificateArn, status: "ISSUED" },
      },
    ),
  };

  // After a wanted change: UPDATE_GOLDEN=1, then read the diff.
  test.each(Object.entries(goldenPlans))("of the %s example is the one on file", async (name, plan) => {
    const file = new URL(`./golden/${name}.json`, import.meta.url);
    if (process.env.UPDATE_GOLDEN === "1") await writeFile(file, `${JSON.stringify(plan, null, 2)}\n`);

    expect(plan).toEqual(JSON.parse(await readFile(file, "utf8")));
  });
});

describe("the security groups of a plan", () => {
  test("are the same for a service that sleeps: a load balancer reaches a function by no network", () => {
    const groupsOf = ({ resources }: ReturnType<typeof planOf>) => [
      resources.loadBalancerSecurityGroup,
      resources.taskSecurityGroup,
    ];

    expect(groupsOf(planOf({ scaling: { min: 0, scaleToZero: {} } }))).toEqual(groupsOf(planOf({})));
  });

  test("let the world reach the load balancer on the listeners' ports, and only the load balancer reach the tasks", () => {
    const { resources } = planOf({ port: 3000, https: { certificateArn } });
    const { loadBalancerSecurityGroup, taskSecurityGroup } = resources;

    expect(loadBalancerSecurityGroup?.ingress.map(({ ports, peer }) => ({ ports, peer }))).toEqual([
      { ports: 80, peer: { cidr: "0.0.0.0/0" } },
      { ports: 443, peer: { cidr: "0.0.0.0/0" } },
    ]);
    expect(loadBalancerSecurityGroup?.egress).toMatchObject([
      { ports: 3000, peer: { securityGroup: { $ref: "taskSecurityGroup.id" } } },
    ]);
    expect(taskSecurityGroup.ingress).toMatchObject([
      { ports: 3000, peer: { securityGroup: { $ref: "loadBalancerSecurityGroup.id" } } },
    ]);
  });

  test("never put the tasks' group on the load balancer, nor the public one on the tasks", () => {
    const { loadBalancer, service } = planOf({}).resources;

    expect(loadBalancer?.securityGroups).toEqual([{ $ref: "loadBalancerSecurityGroup.id" }]);
    expect(service.securityGroups).toEqual([{ $ref: "taskSecurityGroup.id" }]);
  });

  test("let nobody reach a worker", () => {
    expect(planOf({ type: "worker" }).resources.taskSecurityGroup.ingress).toEqual([]);
  });

  test("keep the old port open while a service moves to another, and only then", () => {
    const serving = appliedFacts(planOf({ port: 3000 }));

    const moving = planOf({ port: 4000 }, serving).resources;

    expect(moving.taskSecurityGroup.ingress.map((rule) => rule.ports)).toEqual([4000]);
    expect(moving.taskSecurityGroup.whileDeploying?.ingress.map((rule) => rule.ports)).toEqual([3000]);
    expect(moving.loadBalancerSecurityGroup?.whileDeploying?.egress.map((rule) => rule.ports)).toEqual([3000]);
    expect(planOf({ port: 3000 }, serving).resources.taskSecurityGroup).not.toHaveProperty("whileDeploying");
  });
});

test("a service that drops https stays open on 443 while port 80 still leads there, and not after", () => {
  const serving = appliedFacts(planOf({ https: { certificateArn } }));

  const { loadBalancerSecurityGroup: leaving } = planOf({}, serving).resources;

  expect(leaving?.ingress.map((rule) => rule.ports)).toEqual([80]);
  expect(leaving?.whileDeploying?.ingress.map((rule) => rule.ports)).toEqual([443]);
  const { revoke } = matchSecurityGroup(leaving, serving.loadBalancerSecurityGroup, appliedOutputs);
  expect(revoke).toEqual({ ingress: [], egress: [] });
  const { httpsListener: _gone, ...left } = serving;
  expect(planOf({}, left).resources.loadBalancerSecurityGroup).not.toHaveProperty("whileDeploying");
});

describe("where a plan puts things", () => {
  const mixed: Facts = {
    ...emptyFacts,
    subnets: [
      { id: "subnet-0000000a", zone: "us-east-1a", public: true },
      { id: "subnet-1111111a", zone: "us-east-1a", public: false },
      { id: "subnet-0000000b", zone: "us-east-1b", public: true },
      { id: "subnet-1111111b", zone: "us-east-1b", public: false },
      { id: "subnet-2222222b", zone: "us-east-1b", public: true },
    ],
  };
  const subnetIds = mixed.subnets.map((subnet) => subnet.id);

  test("gives tasks a public address in public subnets, where they could pull no image without one", () => {
    expect(planOf({}).resources.service).toMatchObject({
      assignPublicIp: true,
      subnetIds: emptyFacts.subnets.map(({ id }) => id),
    });
  });

  test("puts the load balancer into the public and the tasks into the private subnets that a manifest names", () => {
    const { loadBalancer, service } = planOf({ network: { subnetIds } }, mixed).resources;

    expect(loadBalancer?.subnetIds).toEqual(["subnet-0000000a", "subnet-0000000b"]);
    expect(service).toMatchObject({ assignPublicIp: false, subnetIds: ["subnet-1111111a", "subnet-1111111b"] });
  });

  test("does not trust private subnets that nobody named to lead anywhere", () => {
    expect(planOf({}, mixed).resources.service).toMatchObject({
      assignPublicIp: true,
      subnetIds: ["subnet-0000000a", "subnet-0000000b", "subnet-2222222b"],
    });
  });

  test("runs a worker in private subnets where there are no others", () => {
    const facts = { ...mixed, subnets: mixed.subnets.filter((subnet) => !subnet.public) };

    expect(planOf({ type: "worker" }, facts).resources.service).toMatchObject({ assignPublicIp: false });
  });
});

describe("the image of a plan", () => {
  test.each([
    ["nginx:1.27", digest, `nginx@${digest}`],
    ["localhost:5000/app", digest, `localhost:5000/app@${digest}`],
    ["localhost:5000/app:2", digest, `localhost:5000/app@${digest}`],
    [`app@${digest}`, digest, `app@${digest}`],
    ["nginx:1.27", undefined, "nginx:1.27"],
  ])("%s with digest %s is %s", (reference, known, expected) => {
    const facts = { ...emptyFacts, image: { reference, ...(known === undefined ? {} : { digest: known }) } };

    expect(planOf({ image: reference }, facts).resources.taskDefinition.container.image).toBe(expected);
  });
});

test("of the largest manifest that is accepted fits into an item of the table, with room to spare", () => {
  const length = (text: string, characters: number) => text.repeat(characters);
  const plan = planOf({
    tags: Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`${length("k", 126)}${index + 10}`, length("v", 256)]),
    ),
    variables: Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`V${index}`, length("a ", 155)])),
    https: { certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
  });
  expect(Buffer.byteLength(JSON.stringify(plan))).toBeLessThan(300 * 1024);
});
