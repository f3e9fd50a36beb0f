import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Cloud } from "../../local/cloud.ts";
import { monthOf } from "../../shared/store/audit.ts";
import { inventory } from "../simulation/inventory.ts";
import { createPerson, type Person } from "../simulation/person.ts";
import { createSimulation, type Simulation } from "../simulation/simulation.ts";
import { functionLogs, transcript } from "../simulation/transcript.ts";

/*
 * Attacks by a manifest that is in order: what it asks for shows only in the account. It is refused by the first step, before
 * anything is made.
 */

let simulation: Simulation;
let cloud: Cloud;
let deployer: Person;

const role = (name: string) => `arn:aws:iam::123456789012:role/fairway/task/${name}`;
const taskRoles = [{ roleArn: role("payments"), services: ["payments"] }];
const canary = "canary0of0the0attack";

beforeEach(async () => {
  simulation = await createSimulation({
    seed: 1,
    configuration: { FAIRWAY_TASK_ROLES: JSON.stringify(taskRoles) },
  });
  cloud = simulation.local.cloud;
  deployer = await createPerson(simulation, { name: "eve", role: "deployer" });
});

afterEach(() => simulation.close());

const manifest = () => ({
  name: "orders",
  image: simulation.push("orders:1", "one"),
  variables: { KEY: canary },
});
const attempt = async (more: object = {}) => deployer.end(await deployer.deploy({ ...manifest(), ...more }));
const auditOf = async (deploymentId: string) =>
  (await simulation.store.audit.list(monthOf(simulation.clock.now()))).lines
    .filter((line) => line.deploymentId === deploymentId)
    .map(({ actor, command, service, source }) => ({ actor, command, service, source }));
const made = () => inventory(cloud, "fairway");
const told = async () => [await functionLogs(simulation), await transcript(simulation)].join("\n");

describe("a task role", () => {
  test.each([
    ["that is another service's, by its name", "payments", /may not use the role payments/],
    ["that is another service's, by its ARN", role("payments"), /may not use the role/],
    ["that the installation does not offer", "admin", /does not offer the role admin/],
    [
      "that ends like one which it may use, in another place",
      "arn:aws:iam::123456789012:role/admin/payments",
      /does not offer the role/,
    ],
    ["of another account", "arn:aws:iam::666666666666:role/fairway/task/payments", /does not offer the role/],
  ])("%s is refused before anything is made", async (_what, taskRole, message) => {
    const deployment = await attempt({ taskRole });

    expect(deployment).toMatchObject({
      status: "FAILED_CLEAN",
      error: { step: "prepare", problems: [{ field: "taskRole", message: expect.stringMatching(message) }] },
    });
    expect(await auditOf(deployment.id)).toEqual([
      { actor: "eve", command: "deploy", service: "orders", source: "192.0.2.1" },
    ]);
    expect(await made()).toEqual([]);
    expect(await told()).not.toContain(canary);
  });
});

interface Stranger {
  readonly what: string;
  /** Puts it there, and answers how it is looked at. */
  plant(): Promise<() => Promise<unknown>>;
}

const vpc = async () => (await cloud.call("ec2", "DescribeVpcs", {})).Vpcs?.[0]?.VpcId as string;

/** Of the very names that Fairway would give, and without its tags; one with the tags of another installation. */
const strangers: readonly Stranger[] = [
  {
    what: "load balancer",
    async plant() {
      const { Subnets = [] } = await cloud.call("ec2", "DescribeSubnets", {});
      const { LoadBalancers: [made] = [] } = await cloud.call("elbv2", "CreateLoadBalancer", {
        Name: "fairway-orders",
        Subnets: Subnets.slice(0, 2).map(({ SubnetId }) => SubnetId as string),
      });
      const arn = made?.LoadBalancerArn as string;
      await simulation.clock.advance(600_000);
      return () =>
        Promise.all([
          cloud.call("elbv2", "DescribeLoadBalancers", { LoadBalancerArns: [arn] }),
          cloud.call("elbv2", "DescribeListeners", { LoadBalancerArn: arn }),
          cloud.call("elbv2", "DescribeTags", { ResourceArns: [arn] }),
          cloud.call("elbv2", "DescribeLoadBalancerAttributes", { LoadBalancerArn: arn }),
        ]);
    },
  },
  {
    what: "target group",
    async plant() {
      const { TargetGroups: [made] = [] } = await cloud.call("elbv2", "CreateTargetGroup", {
        Name: "fairway-orders",
        Protocol: "HTTP",
        Port: 80,
        VpcId: await vpc(),
        TargetType: "ip",
        Tags: [
          { Key: "fairway:installation", Value: "fairway-b" },
          { Key: "fairway:service", Value: "orders" },
        ],
      });
      const arn = made?.TargetGroupArn as string;
      return () =>
        Promise.all([
          cloud.call("elbv2", "DescribeTargetGroups", { TargetGroupArns: [arn] }),
          cloud.call("elbv2", "DescribeTags", { ResourceArns: [arn] }),
          cloud.call("elbv2", "DescribeTargetHealth", { TargetGroupArn: arn }),
        ]);
    },
  },
  {
    what: "security group",
    async plant() {
      const { GroupId = "" } = await cloud.call("ec2", "CreateSecurityGroup", {
        GroupName: "fairway-orders-tasks",
        Description: "of someone else",
        VpcId: await vpc(),
      });
      return () =>
        Promise.all([
          cloud.call("ec2", "DescribeSecurityGroups", { GroupIds: [GroupId] }),
          cloud.call("ec2", "DescribeSecurityGroupRules", { Filters: [{ Name: "group-id", Values: [GroupId] }] }),
        ]);
    },
  },
  {
    what: "log group",
    async plant() {
      const logGroupName = "/fairway/fairway/orders";
      await cloud.call("logs", "CreateLogGroup", { logGroupName });
      return () =>
        Promise.all([
          cloud.call("logs", "DescribeLogGroups", { logGroupNamePrefix: logGroupName }),
          cloud.call("logs", "ListTagsForResource", {
            resourceArn: `arn:aws:logs:us-east-1:123456789012:log-group:${logGroupName}`,
          }),
        ]);
    },
  },
  {
    what: "cluster",
    async plant() {
      await cloud.call("ecs", "CreateCluster", { clusterName: "fairway" });
      return () => cloud.call("ecs", "DescribeClusters", { clusters: ["fairway"], include: ["TAGS", "SETTINGS"] });
    },
  },
  {
    what: "service",
    async plant() {
      const cluster = "fairway";
      const { Subnets = [] } = await cloud.call("ec2", "DescribeSubnets", {});
      const capacityProviders = ["FARGATE", "FARGATE_SPOT"];
      await cloud.call("ecs", "CreateCluster", { clusterName: cluster, capacityProviders });
      await cloud.call("ecs", "RegisterTaskDefinition", {
        family: "theirs",
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        cpu: "256",
        memory: "512",
        containerDefinitions: [{ name: "theirs", image: "nginx:1" }],
      });
      await cloud.call("ecs", "CreateService", {
        cluster,
        serviceName: "orders",
        taskDefinition: "theirs",
        desiredCount: 0,
        launchType: "FARGATE",
        networkConfiguration: { awsvpcConfiguration: { subnets: Subnets.map(({ SubnetId }) => SubnetId as string) } },
      });
      await simulation.clock.advance(600_000);
      return async () => {
        const { services = [] } = await cloud.call("ecs", "DescribeServices", { cluster, services: ["orders"] });
        return services.map(({ taskDefinition, desiredCount, status, tags }) => ({
          taskDefinition,
          desiredCount,
          status,
          tags,
        }));
      };
    },
  },
];

describe("what is not ours", () => {
  test.each(strangers)("is not adopted: a $what of the name that ours would have", async ({ what, plant }) => {
    const look = await plant();
    const [before, there] = [await look(), await made()];
    const deployment = await attempt();

    expect(deployment).toMatchObject({
      status: "FAILED_CLEAN",
      error: { step: "prepare", message: expect.stringMatching(new RegExp(`The ${what} `)) },
    });
    expect(await auditOf(deployment.id)).toHaveLength(1);
    expect([await look(), await made()]).toEqual([before, there]);
    expect(await told()).not.toContain(canary);

    // Nor is it taken away with the service that never came to be.
    await deployer.request("DELETE", "/v1/services/orders");
    await simulation.clock.advance(3600_000);
    expect([await look(), await made()]).toEqual([before, there]);
  });
});
