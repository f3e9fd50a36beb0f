import { spawnSync } from "node:child_process";
import { DescribeLogGroupsCommand, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
} from "@aws-sdk/client-ec2";
import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
} from "@aws-sdk/client-ecs";
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { ListRulesCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { ListEventSourceMappingsCommand, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import { GetExecutionHistoryCommand, ListExecutionsCommand, ListStateMachinesCommand } from "@aws-sdk/client-sfn";
import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { DeploymentView } from "../../../local/commands/fairway-client.ts";
import { type Clients, createClients, destroyClients } from "./clients.ts";
import { type Fairway, startFairway } from "./fairway.ts";
import { hello, reportSecrets, worker } from "./manifests.ts";
import { runAws } from "./run-aws.ts";

let fairway: Fairway;
let aws: Clients;
let shop: DeploymentView;
let jobs: DeploymentView;

beforeAll(async () => {
  fairway = await startFairway();
  aws = createClients(fairway.running.endpointUrl, "us-east-1");
  [shop, jobs] = await Promise.all([
    fairway.deploy("shop", { ...hello, count: 2, logRetentionDays: 7 }),
    fairway.deploy("jobs", { ...worker, variables: { WORK_INTERVAL_MILLISECONDS: "50" } }),
  ]);
}, 30_000);

afterAll(async () => {
  if (aws) destroyClients(aws);
  await fairway?.running.close();
});

const cluster = "fairway";
const arnOf = (resource: string): string => `arn:aws:ecs:us-east-1:123456789012:${resource}`;

async function serviceOf(name: string) {
  const { services = [] } = await aws.ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
  const [service] = services;
  if (!service) throw new Error(`ECS knows no service ${name}.`);
  return service;
}

async function groupsOf(service: string): Promise<{ publicId: string; tasksId: string }> {
  const { SecurityGroups = [] } = await aws.ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: "tag:fairway:service", Values: [service] }] }),
  );
  const idOf = (name: string): string => SecurityGroups.find(({ GroupName }) => GroupName === name)?.GroupId ?? "";
  return { publicId: idOf(`fairway-${service}-load-balancer`), tasksId: idOf(`fairway-${service}-tasks`) };
}

async function healthOf(service: string) {
  const { TargetGroups = [] } = await aws.elbv2.send(
    new DescribeTargetGroupsCommand({ Names: [`fairway-${service}`] }),
  );
  const TargetGroupArn = TargetGroups[0]?.TargetGroupArn;
  return (await aws.elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }))).TargetHealthDescriptions ?? [];
}

describe("two services deployed at once, the first of their cluster", () => {
  test("both succeed, each step of theirs once", () => {
    expect([shop, jobs].map(({ status, error }) => ({ status, error }))).toEqual([
      { status: "SUCCEEDED" },
      { status: "SUCCEEDED" },
    ]);
    expect(shop.steps.map(({ kind }) => kind).sort()).toEqual([
      "await-deployment",
      "cluster",
      "listener",
      "load-balancer",
      "log-group",
      "prepare",
      "record",
      "security-groups",
      "service",
      "target-group",
      "task-definition",
      "verify",
    ]);
    expect(jobs.steps.map(({ kind }) => kind)).not.toContain("load-balancer");
    expect(jobs.url).toBeUndefined();
  });

  test("the web service answers through its load balancer, by both of its tasks", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => fetch(shop.url as string)));
    const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as { message: string; task: string }[];

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(new Set(bodies.map(({ message }) => message))).toEqual(new Set(["Hello from Fairway"]));
    expect(new Set(bodies.map(({ task }) => task)).size).toBe(2);
  });

  test("the worker's lines are read through the API, the oldest first", async () => {
    type Logs = { lines: { at: string; task: string; message: string }[] };
    const { lines } = await fairway.eventually("the worker says that it works", async () => {
      const found = await fairway.read<Logs>("/v1/services/jobs/logs");
      return found.lines.length >= 2 ? found : undefined;
    });
    const { tasks } = await fairway.read<{ tasks: { id: string }[] }>("/v1/services/jobs/tasks");

    expect(lines.slice(0, 2).map(({ message }) => message)).toEqual(["worker did piece 1", "worker did piece 2"]);
    expect(new Set(lines.map(({ task }) => task))).toEqual(new Set(tasks.map(({ id }) => id)));
  });
});

describe("the account afterwards, through the SDK", () => {
  test("has one cluster with both of Fargate's capacity providers", async () => {
    const { clusters } = await aws.ecs.send(new DescribeClustersCommand({ clusters: [cluster] }));
    expect(clusters).toMatchObject([
      {
        status: "ACTIVE",
        activeServicesCount: 2,
        runningTasksCount: 3,
        capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      },
    ]);
  });

  test("has the service with its tasks running, spread over zones", async () => {
    expect(await serviceOf("shop")).toMatchObject({
      status: "ACTIVE",
      desiredCount: 2,
      runningCount: 2,
      pendingCount: 0,
      deployments: [{ status: "PRIMARY", rolloutState: "COMPLETED" }],
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true } },
    });
    const { taskArns } = await aws.ecs.send(new ListTasksCommand({ cluster, serviceName: "shop" }));
    const { tasks = [] } = await aws.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
    expect(tasks.map(({ lastStatus }) => lastStatus)).toEqual(["RUNNING", "RUNNING"]);
    expect(new Set(tasks.map(({ availabilityZone }) => availabilityZone)).size).toBe(2);
  });

  test("has a public group open to the listener only, and a group of the tasks open to the public group only", async () => {
    const { publicId, tasksId } = await groupsOf("shop");
    const { SecurityGroupRules = [] } = await aws.ec2.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [publicId, tasksId] }] }),
    );
    const rules = SecurityGroupRules.map((rule) => {
      const side = rule.GroupId === publicId ? "public" : "tasks";
      const other = rule.CidrIpv4 ?? (rule.ReferencedGroupInfo?.GroupId === publicId ? "public" : "tasks");
      const ports = rule.IpProtocol === "-1" ? "all" : `${rule.IpProtocol} ${rule.FromPort}-${rule.ToPort}`;
      return `${side} ${rule.IsEgress ? "to" : "from"} ${other} ${ports}`;
    });
    expect(rules.sort()).toEqual([
      "public from 0.0.0.0/0 tcp 80-80",
      "public to tasks tcp 8080-8080",
      "tasks from public tcp 8080-8080",
      "tasks to 0.0.0.0/0 all",
    ]);
  });

  test("has those groups where they belong: the load balancer never carries the tasks' group", async () => {
    const { publicId, tasksId } = await groupsOf("shop");
    const { LoadBalancers } = await aws.elbv2.send(new DescribeLoadBalancersCommand({ Names: ["fairway-shop"] }));
    expect(LoadBalancers).toMatchObject([
      { State: { Code: "active" }, Scheme: "internet-facing", SecurityGroups: [publicId] },
    ]);
    const { NetworkInterfaces = [] } = await aws.ec2.send(
      new DescribeNetworkInterfacesCommand({ Filters: [{ Name: "group-id", Values: [tasksId] }] }),
    );
    expect(NetworkInterfaces.map(({ Groups }) => Groups?.map(({ GroupId }) => GroupId))).toEqual([
      [tasksId],
      [tasksId],
    ]);
    const { Listeners } = await aws.elbv2.send(
      new DescribeListenersCommand({ LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn }),
    );
    expect(Listeners).toMatchObject([{ Port: 80, Protocol: "HTTP", DefaultActions: [{ Type: "forward" }] }]);
  });

  test("has both tasks healthy behind the target group", async () => {
    expect((await healthOf("shop")).map(({ TargetHealth, Target }) => [TargetHealth?.State, Target?.Port])).toEqual([
      ["healthy", 8080],
      ["healthy", 8080],
    ]);
  });

  test("has the log group, kept as long as the manifest says, with what the tasks wrote", async () => {
    const { logGroups } = await aws.logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: "/fairway/fairway/shop" }),
    );
    expect(logGroups).toMatchObject([{ logGroupName: "/fairway/fairway/shop", retentionInDays: 7 }]);
    const { events = [] } = await aws.logs.send(new FilterLogEventsCommand({ logGroupName: "/fairway/fairway/shop" }));
    expect(events.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^hello listens on/),
      expect.stringMatching(/^hello listens on/),
    ]);
  });

  test("has the execution with its history, and none of it failed", async () => {
    const { stateMachines = [] } = await aws.sfn.send(new ListStateMachinesCommand({}));
    const stateMachineArn = stateMachines.find(({ name }) => name === "fairway-deploy")?.stateMachineArn;
    const { executions = [] } = await aws.sfn.send(new ListExecutionsCommand({ stateMachineArn }));
    expect(executions.map(({ name, status }) => [name, status]).sort()).toEqual(
      [shop, jobs].map(({ id }) => [id, "SUCCEEDED"]).sort(),
    );
    const executionArn = executions.find(({ name }) => name === shop.id)?.executionArn;
    const { events = [] } = await aws.sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
    const types = events.map(({ type }) => type as string);
    expect(types.at(0)).toBe("ExecutionStarted");
    expect(types.at(-1)).toBe("ExecutionSucceeded");
    expect(types.filter((type) => /Fail|Timed|Abort/.test(type))).toEqual([]);
  });

  test("has the table's items, the token as a hash only", async () => {
    const { Items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName: "fairway" }));
    const kinds = new Set(Items.map(({ pk }) => pk?.S?.split("#")[0]));
    expect([...kinds].sort()).toEqual(expect.arrayContaining(["AUDIT", "DEPLOYMENT", "RELEASE", "SERVICE", "TOKEN"]));
    const [token] = Items.filter(({ pk }) => pk?.S === "TOKEN");
    expect(JSON.stringify(token)).not.toMatch(/fw_/);
  });

  test("has every function of the template, and rules that lead to functions which are there, or to queues which one reads", async () => {
    const { Functions = [] } = await aws.lambda.send(new ListFunctionsCommand({}));
    const functions = Functions.map(({ FunctionArn }) => FunctionArn);
    expect(Functions.map(({ FunctionName }) => FunctionName)).toEqual(
      expect.arrayContaining(["fairway-api-commands", "fairway-api-queries", "fairway-step-service"]),
    );
    const { EventSourceMappings = [] } = await aws.lambda.send(new ListEventSourceMappingsCommand({}));
    const queues = EventSourceMappings.map(({ EventSourceArn }) => EventSourceArn);
    const { Rules = [] } = await aws.events.send(new ListRulesCommand({}));
    expect(Rules.length).toBeGreaterThan(0);
    for (const { Name, State } of Rules) {
      expect(State).toBe("ENABLED");
      const { Targets = [] } = await aws.events.send(new ListTargetsByRuleCommand({ Rule: Name }));
      expect(Targets.length).toBeGreaterThan(0);
      for (const { Arn } of Targets) expect([...functions, ...queues]).toContain(Arn);
    }
  });
});

const hasAws = spawnSync("aws", ["--version"], { encoding: "utf8" }).status === 0;

(hasAws ? describe : describe.skip)(
  `the account through the aws CLI${hasAws ? "" : " (skipped: there is no aws command on this machine)"}`,
  () => {
    test("is told truthfully by the commands with which people look around", async () => {
      const { publicId, tasksId } = await groupsOf("shop");
      const { TargetGroups = [] } = await aws.elbv2.send(new DescribeTargetGroupsCommand({ Names: ["fairway-shop"] }));
      const executionArn = `arn:aws:states:us-east-1:123456789012:execution:fairway-deploy:${shop.id}`;
      const run = <Answer>(command: string): Promise<Answer> => runAws(fairway.running.endpointUrl, command);

      const [services, tasks, groups, health, history, lines, items, functions, rules] = await Promise.all([
        run<{ services: unknown[] }>("ecs describe-services --cluster fairway --services shop"),
        run<{ taskArns: string[] }>("ecs list-tasks --cluster fairway --service-name shop"),
        run<{ SecurityGroups: { GroupId: string }[] }>("ec2 describe-security-groups"),
        run<{ TargetHealthDescriptions: { TargetHealth: { State: string } }[] }>(
          `elbv2 describe-target-health --target-group-arn ${TargetGroups[0]?.TargetGroupArn}`,
        ),
        run<{ events: { type: string }[] }>(`stepfunctions get-execution-history --execution-arn ${executionArn}`),
        run<{ events: { message: string }[] }>("logs filter-log-events --log-group-name /fairway/fairway/jobs"),
        run<{ Count: number; Items: { pk: { S: string } }[] }>("dynamodb scan --table-name fairway"),
        run<{ Functions: { FunctionName: string }[] }>("lambda list-functions"),
        run<{ Rules: { Name: string }[] }>("events list-rules"),
      ]);

      expect(services.services).toMatchObject([{ serviceName: "shop", runningCount: 2, desiredCount: 2 }]);
      expect(tasks.taskArns).toHaveLength(2);
      expect(groups.SecurityGroups.map(({ GroupId }) => GroupId)).toEqual(expect.arrayContaining([publicId, tasksId]));
      expect(health.TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth.State)).toEqual([
        "healthy",
        "healthy",
      ]);
      expect(history.events.at(-1)?.type).toBe("ExecutionSucceeded");
      expect(lines.events[0]?.message).toBe("worker did piece 1");
      expect(items.Items.filter(({ pk }) => pk.S === "SERVICE")).toHaveLength(2);
      expect(functions.Functions.length).toBeGreaterThan(10);
      expect(rules.Rules.length).toBeGreaterThan(0);
    }, 60_000);
  },
);

describe("secrets", () => {
  test("reach the process, one named by its ARN and one by a parameter's name, and nobody else", async () => {
    const [{ ARN }] = await Promise.all([
      aws.secrets.send(new CreateSecretCommand({ Name: "fairway/vault", SecretString: '{"user":"ada"}' })),
      aws.ssm.send(new PutParameterCommand({ Name: "/fairway/vault", Value: "hidden", Type: "SecureString" })),
    ]);
    const deployment = await fairway.deploy("vault", {
      ...hello,
      command: reportSecrets(["FROM_ARN", "FROM_KEY", "FROM_PARAMETER"]),
      secrets: { FROM_ARN: ARN, FROM_KEY: `${ARN}:user::`, FROM_PARAMETER: "/fairway/vault" },
    });

    expect(deployment).toMatchObject({ status: "SUCCEEDED" });
    expect(await (await fetch(deployment.url as string)).json()).toEqual(['{"user":"ada"}', "ada", "hidden"]);
    const { taskDefinition } = await serviceOf("vault");
    const told = JSON.stringify([
      await fairway.read("/v1/services/vault"),
      await fairway.read(`/v1/deployments/${deployment.id}`),
      await aws.dynamodb.send(new ScanCommand({ TableName: "fairway" })),
      taskDefinition,
    ]);
    expect(told).not.toContain("hidden");
  });
});

test("no call of all this was denied, and the calls were made under the functions' own roles", () => {
  const calls = fairway.running.local.edge.callLog.entries();
  expect(
    calls.filter(({ errorCode = "" }) => /AccessDenied|UnauthorizedOperation|NotImplemented/.test(errorCode)),
  ).toEqual([]);
  const [created] = calls.filter(({ operation }) => operation === "CreateService");
  expect(created?.principal).toContain("fairway-step-service");
});

test("credentials of a function do what the function needs, and nothing else", async () => {
  const { identity } = fairway.running.local.cloud;
  const roleArn = "arn:aws:iam::123456789012:role/fairway-fairway-step-cluster-us-east-1-lambdaRole";
  const { accessKeyId, secretAccessKey, sessionToken } = identity.assume(roleArn, "thief");
  const credentials = { accessKeyId, secretAccessKey, sessionToken };
  const stolen = createClients(fairway.running.endpointUrl, "us-east-1", credentials);

  await expect(stolen.ecs.send(new DescribeClustersCommand({ clusters: [cluster] }))).resolves.toBeDefined();
  await expect(stolen.ecs.send(new DescribeServicesCommand({ cluster, services: ["shop"] }))).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining(
      `is not authorized to perform: ecs:DescribeServices on resource: ${arnOf("service/fairway/shop")}`,
    ),
  });
  await expect(stolen.ec2.send(new DescribeSecurityGroupsCommand({}))).rejects.toMatchObject({
    name: "UnauthorizedOperation",
  });
  destroyClients(stolen);
});
