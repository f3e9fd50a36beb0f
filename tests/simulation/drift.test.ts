import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Cloud } from "../../local/cloud.ts";
import { createPerson, type Person } from "./person.ts";
import { createSimulation, type Simulation } from "./simulation.ts";
import { visitor } from "./visitor.ts";

let simulation: Simulation;
let person: Person;
let cloud: Cloud;

beforeEach(async () => {
  simulation = await createSimulation({ seed: 1 });
  person = await createPerson(simulation);
  cloud = simulation.local.cloud;
  const ended = await person.end(await person.deploy({ name: "shop", image: simulation.push("shop:1", "one") }));
  expect(ended.status).toBe("SUCCEEDED");
});

afterEach(() => simulation.close());

interface Found {
  readonly status: string;
  readonly changes: readonly { resource: string; action: string; differences: readonly { field: string }[] }[];
  readonly problems: readonly unknown[];
}

const drift = async (): Promise<Found> => (await person.request("GET", "/v1/services/shop/drift")).body as Found;
/** `resource action field field`, a line each. */
const told = ({ changes }: Found): readonly string[] =>
  changes.map(({ resource, action, differences }) =>
    [resource, action, ...new Set(differences.map(({ field }) => field))].join(" "),
  );

const repair = async () => {
  const { status, headers, body } = await person.request("POST", "/v1/services/shop/repair");
  const id = /^\/v1\/deployments\/(.+)$/.exec(String(headers.location))?.[1];
  if (!id) throw new Error(`${status} ${JSON.stringify(body)}`);
  return person.end(id);
};

/** What there is of the service, by the ids that AWS gave. */
async function account() {
  const [groups, balancers, targets, services] = await Promise.all([
    cloud.call("ec2", "DescribeSecurityGroups", {}),
    cloud.call("elbv2", "DescribeLoadBalancers", {}),
    cloud.call("elbv2", "DescribeTargetGroups", {}),
    cloud.call("ecs", "DescribeServices", { cluster: "fairway", services: ["shop"] }),
  ]);
  const group = (name: string) => groups.SecurityGroups?.find(({ GroupName }) => GroupName === name)?.GroupId ?? "";
  const loadBalancer = balancers.LoadBalancers?.[0];
  const { Listeners = [] } = await cloud.call("elbv2", "DescribeListeners", {
    LoadBalancerArn: loadBalancer?.LoadBalancerArn,
  });
  return {
    publicGroup: group("fairway-shop-load-balancer"),
    taskGroup: group("fairway-shop-tasks"),
    loadBalancerArn: loadBalancer?.LoadBalancerArn ?? "",
    vpcId: loadBalancer?.VpcId ?? "",
    targetGroupArn:
      targets.TargetGroups?.find(({ TargetGroupName }) => TargetGroupName === "fairway-shop")?.TargetGroupArn ?? "",
    listenerArn: Listeners[0]?.ListenerArn ?? "",
    service: services.services?.[0],
  };
}

type Account = Awaited<ReturnType<typeof account>>;

/** A target group of someone else's. */
const foreignTargetGroup = async ({ vpcId }: Account): Promise<string> => {
  const { TargetGroups = [] } = await cloud.call("elbv2", "CreateTargetGroup", {
    Name: "foreign",
    Port: 80,
    Protocol: "HTTP",
    TargetType: "ip",
    VpcId: vpcId,
  });
  return TargetGroups[0]?.TargetGroupArn ?? "";
};

const forwardTo = (ListenerArn: string, TargetGroupArn: string) =>
  cloud.call("elbv2", "ModifyListener", { ListenerArn, DefaultActions: [{ Type: "forward", TargetGroupArn }] });

const openToTheWorld = { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };

const changes: Readonly<Record<string, readonly [change: (there: Account) => Promise<unknown>, ...found: string[]]>> = {
  "the tasks' group on the load balancer": [
    ({ loadBalancerArn, publicGroup, taskGroup }) =>
      cloud.call("elbv2", "SetSecurityGroups", {
        LoadBalancerArn: loadBalancerArn,
        SecurityGroups: [publicGroup, taskGroup],
      }),
    "loadBalancer update securityGroups",
  ],
  "a rule opened to the world": [
    ({ taskGroup }) =>
      cloud.call("ec2", "AuthorizeSecurityGroupIngress", { GroupId: taskGroup, IpPermissions: [openToTheWorld] }),
    "taskSecurityGroup update ingress",
  ],
  "a rule revoked": [
    ({ publicGroup, taskGroup }) =>
      cloud.call("ec2", "RevokeSecurityGroupEgress", {
        GroupId: publicGroup,
        IpPermissions: [
          { IpProtocol: "tcp", FromPort: 8080, ToPort: 8080, UserIdGroupPairs: [{ GroupId: taskGroup }] },
        ],
      }),
    "loadBalancerSecurityGroup update egress",
  ],
  "a listener pointed to another target group": [
    async (there) => forwardTo(there.listenerArn, await foreignTargetGroup(there)),
    "httpListener update action",
  ],
  "a listener that answers by itself": [
    ({ listenerArn }) =>
      cloud.call("elbv2", "ModifyListener", {
        ListenerArn: listenerArn,
        DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "503" } }],
      }),
    "httpListener update action",
  ],
  "a listener added": [
    async (there) =>
      cloud.call("elbv2", "CreateListener", {
        LoadBalancerArn: there.loadBalancerArn,
        Port: 8443,
        Protocol: "HTTP",
        DefaultActions: [{ Type: "forward", TargetGroupArn: there.targetGroupArn }],
      }),
    "loadBalancer update listeners",
  ],
  "a rule added": [
    async (there) =>
      cloud.call("elbv2", "CreateRule", {
        ListenerArn: there.listenerArn,
        Priority: 1,
        Conditions: [{ Field: "path-pattern", Values: ["/admin/*"] }],
        Actions: [{ Type: "forward", TargetGroupArn: await foreignTargetGroup(there) }],
      }),
    "loadBalancer update rules",
  ],
  "a target deregistered": [
    async ({ targetGroupArn }) => {
      const { TargetHealthDescriptions = [] } = await cloud.call("elbv2", "DescribeTargetHealth", {
        TargetGroupArn: targetGroupArn,
      });
      const Targets = TargetHealthDescriptions.flatMap(({ Target }) => Target ?? []).slice(0, 1);
      await cloud.call("elbv2", "DeregisterTargets", { TargetGroupArn: targetGroupArn, Targets });
      await simulation.clock.advance(30_000);
    },
    "service update targets",
  ],
  "a listener deleted": [
    ({ listenerArn }) => cloud.call("elbv2", "DeleteListener", { ListenerArn: listenerArn }),
    "httpListener create",
  ],
  "a load balancer deleted": [
    ({ loadBalancerArn }) => cloud.call("elbv2", "DeleteLoadBalancer", { LoadBalancerArn: loadBalancerArn }),
    "loadBalancer create",
    "httpListener create",
  ],
  "a target group deleted": [
    async ({ listenerArn, targetGroupArn }) => {
      await cloud.call("elbv2", "DeleteListener", { ListenerArn: listenerArn });
      await cloud.call("elbv2", "DeleteTargetGroup", { TargetGroupArn: targetGroupArn });
    },
    "targetGroup create",
    "httpListener create",
    "service update loadBalancers",
  ],
  "a health check weakened": [
    ({ targetGroupArn }) =>
      cloud.call("elbv2", "ModifyTargetGroup", { TargetGroupArn: targetGroupArn, HealthCheckPath: "/none" }),
    "targetGroup update healthCheck.path",
  ],
  "a service deleted": [
    async () => {
      await cloud.call("ecs", "DeleteService", { cluster: "fairway", service: "shop", force: true });
      await simulation.clock.advance(300_000);
    },
    "service create",
  ],
  "logs kept for another time": [
    () => cloud.call("logs", "PutRetentionPolicy", { logGroupName: "/fairway/fairway/shop", retentionInDays: 1 }),
    "logGroup update retentionDays",
  ],
  "the tasks put into another group": [
    ({ service, publicGroup }) =>
      cloud.call("ecs", "UpdateService", {
        cluster: "fairway",
        service: "shop",
        networkConfiguration: {
          awsvpcConfiguration: {
            ...service?.networkConfiguration?.awsvpcConfiguration,
            subnets: service?.networkConfiguration?.awsvpcConfiguration?.subnets ?? [],
            securityGroups: [publicGroup],
          },
        },
      }),
    "service update securityGroups",
  ],
  "the circuit breaker turned off": [
    () =>
      cloud.call("ecs", "UpdateService", {
        cluster: "fairway",
        service: "shop",
        deploymentConfiguration: { deploymentCircuitBreaker: { enable: false, rollback: false } },
      }),
    "service update circuitBreaker onFailure",
  ],
  "a task definition of someone else's": [
    async () => {
      const { taskDefinition } = await cloud.call("ecs", "RegisterTaskDefinition", {
        family: "foreign",
        cpu: "256",
        memory: "512",
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        containerDefinitions: [
          {
            name: "shop",
            image: simulation.push("foreign:1", "foreign"),
            essential: true,
            portMappings: [{ containerPort: 8080 }],
          },
        ],
        executionRoleArn: (await runningDefinition())?.executionRoleArn,
      });
      await cloud.call("ecs", "UpdateService", {
        cluster: "fairway",
        service: "shop",
        taskDefinition: taskDefinition?.taskDefinitionArn,
      });
      await simulation.clock.advance(180_000);
    },
    expect.stringMatching(/^taskDefinition replace tags.fairway:installation .*container.image/) as unknown as string,
    "service update taskDefinition",
  ],
};

async function runningDefinition() {
  const { service } = await account();
  const { taskDefinition } = await cloud.call("ecs", "DescribeTaskDefinition", {
    taskDefinition: service?.taskDefinition,
  });
  return taskDefinition;
}

describe("what was deployed", () => {
  test("is in sync, also while it is scaled", async () => {
    expect(await drift()).toEqual({ status: "SYNCED", changes: [], problems: [] });
    await person.request("POST", "/v1/services/shop/scale", { count: 3 });
    await simulation.clock.advance(60_000);
    expect((await account()).service?.desiredCount).toBe(3);
    expect((await drift()).status).toBe("SYNCED");
  });

  test("is not compared while a deployment is under way", async () => {
    const id = await person.deploy({ name: "shop", image: simulation.push("shop:2", "two") });

    expect(await drift()).toMatchObject({ status: "DEPLOYING", deploymentId: id, changes: [] });
    await person.end(id);
    expect((await drift()).status).toBe("SYNCED");
  });

  test("is in sync though its tag has moved since, and its image has left the repository", async () => {
    simulation.push("shop:1", "moved");
    expect((await drift()).status).toBe("SYNCED");
    await cloud.call("ecr", "DeleteRepository", { repositoryName: "shop", force: true });

    expect(await drift()).toMatchObject({ status: "SYNCED", problems: [{ field: "image" }] });
  });
});

describe("out of band", () => {
  test("a deregistered task definition is registered anew, which is a release of its own", async () => {
    const definition = (await runningDefinition())?.taskDefinitionArn ?? "";
    await cloud.call("ecs", "DeregisterTaskDefinition", { taskDefinition: definition });

    expect(told(await drift())).toEqual(["taskDefinition create", "service update taskDefinition"]);
    expect(await repair()).toMatchObject({ status: "SUCCEEDED" });
    expect((await drift()).status).toBe("SYNCED");
    const { body } = await person.request("GET", "/v1/services/shop");
    expect(body).toMatchObject({ release: 2 });
  });

  test.each(Object.entries(changes))("%s is found and repaired", async (_name, [change, ...found]) => {
    const definition = (await runningDefinition())?.taskDefinitionArn;
    await person.request("POST", "/v1/services/shop/scale", { count: 2 });
    await simulation.clock.advance(60_000);
    await change(await account());
    const before = await drift();
    const repaired = await repair();
    await simulation.clock.advance(1_000);

    expect(told(before)).toEqual(found);
    expect(before.status).toBe("OUT_OF_SYNC");
    expect(repaired).toMatchObject({ status: "SUCCEEDED", origin: { command: "repair", release: 1 } });
    expect(await drift()).toEqual({ status: "SYNCED", changes: [], problems: [] });
    expect((await runningDefinition())?.taskDefinitionArn).toBe(definition);
    expect((await account()).service?.desiredCount).toBe(2);
    expect(await visitor(cloud).get(repaired.url ?? "", 1)).toEqual({ kind: "status", status: 200 });
    const { body } = await person.request("GET", "/v1/services/shop/releases");
    expect((body as { releases: unknown[] }).releases).toHaveLength(1);
  });

  test("the rules that only a change of port needed are found after it, and closed by themselves", async () => {
    const image = simulation.push("shop:1", "one");
    expect((await person.end(await person.deploy({ name: "shop", image, port: 9090 }))).status).toBe("SUCCEEDED");

    expect(told(await drift())).toEqual([
      "loadBalancerSecurityGroup update egress",
      "taskSecurityGroup update ingress",
    ]);
    await simulation.clock.advance(2 * 60_000);
    expect((await drift()).status).toBe("SYNCED");
    const { body } = await person.request("GET", "/v1/services/shop/releases");
    expect((body as { releases: unknown[] }).releases).toHaveLength(2);
  });

  test("what is as deployed is repaired without a new task", async () => {
    const before = await cloud.call("ecs", "ListTasks", { cluster: "fairway" });
    const repaired = await repair();
    const after = await cloud.call("ecs", "ListTasks", { cluster: "fairway" });

    expect(repaired.status).toBe("SUCCEEDED");
    expect(after.taskArns).toEqual(before.taskArns);
    expect(repaired.steps.filter(({ did }) => did === "created" || did === "updated")).toEqual([]);
  });

  test("a rule is closed though the image has left its repository", async () => {
    const { taskGroup } = await account();
    await cloud.call("ec2", "AuthorizeSecurityGroupIngress", { GroupId: taskGroup, IpPermissions: [openToTheWorld] });
    await cloud.call("ecr", "DeleteRepository", { repositoryName: "shop", force: true });

    expect((await repair()).status).toBe("SUCCEEDED");
    expect((await drift()).status).toBe("SYNCED");
  });
});
