import { readFileSync } from "node:fs";
import { ACMClient } from "@aws-sdk/client-acm";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ECRClient } from "@aws-sdk/client-ecr";
import { ECSClient } from "@aws-sdk/client-ecs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { parse } from "yaml";
import type { ContainerRuntime } from "../../../local/cloud.ts";
import { createCloud, type LocalCloud } from "../../../local/create-cloud.ts";
import type { Faults } from "../../../local/edge/faults.ts";
import { createNetwork } from "../../../local/network/index.ts";
import { laptop } from "../../../local/world/profile.ts";
import { seededRandom } from "../../../local/world/random.ts";
import { type VirtualClock, virtualClock } from "../../../local/world/virtual-clock.ts";
import type { GatherClients } from "../../../shared/aws/gather-ports.ts";
import { installation } from "../../unit/shared/plan/fixtures.ts";

export interface LocalAccount {
  readonly local: LocalCloud;
  readonly clock: VirtualClock;
  /** Lets time go on until the work is done. */
  run<Answer>(work: () => Promise<Answer>): Promise<Answer>;
  /** The operations called so far with a step's role that change something. */
  writes(): string[];
  /** Clients that act with the role which a step's function.yml declares. */
  clientsOf(step: string): Promise<GatherClients>;
}

/** A local cloud in this process on a virtual clock, whose tasks start by themselves and answer every request. */
export async function localAccount(faults: Faults = {}): Promise<LocalAccount> {
  const clock = virtualClock();
  const { account, region } = installation;
  const world = { clock, random: seededRandom(1), profile: laptop, account, region };
  const local = createCloud(world, {
    containers: patient,
    network: createNetwork(),
    functions: noFunctions,
    listen: false,
    faults,
  });
  const roles = ["exec/fairway-execution"];
  for (const role of roles) await makeRole(local, role, "ecs-tasks.amazonaws.com");
  return {
    local,
    clock,
    run: (work) => run(clock, work()),
    writes: () =>
      local.edge.callLog
        .entries()
        .filter(({ operation, principal }) => isWrite(operation) && principal.includes("assumed-role/"))
        .map(({ operation }) => operation),
    clientsOf: (step) => clientsOf(local, step),
  };
}

async function run<Answer>(clock: VirtualClock, work: Promise<Answer>): Promise<Answer> {
  let over = false;
  const ended = work.finally(() => {
    over = true;
  });
  ended.catch(() => undefined);
  await clock.advanceUntil(() => over);
  return ended;
}

export function isWrite(operation: string): boolean {
  return !/^(Describe|List|Get)/.test(operation);
}

/** Containers that run until they are told to stop. */
const patient: ContainerRuntime = {
  start: ({ onExit }) => ({
    endpoint: () => ({ kind: "simulated", respond: () => ({ kind: "status", status: 200 }) }),
    stop: () => onExit({ code: 0, outOfMemory: false }),
    usage: () => undefined,
  }),
  close: async () => undefined,
};

const noFunctions = () => ({
  invoke: async () => {
    throw new Error("no functions here");
  },
  retire: () => undefined,
  close: async () => undefined,
});

async function makeRole(local: LocalCloud, name: string, service: string, statements: object[] = []): Promise<string> {
  const parts = name.split("/");
  const RoleName = parts.pop() ?? "";
  const trust = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
  const Path = `/${[installation.name, ...parts].join("/")}/`;
  const made = await local.edge.call("iam", "CreateRole", {
    RoleName,
    Path,
    AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
  });
  if (statements.length > 0) {
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    await local.edge.call("iam", "PutRolePolicy", { RoleName, PolicyName: "own", PolicyDocument });
  }
  return made.Role?.Arn ?? "";
}

async function clientsOf(local: LocalCloud, step: string): Promise<GatherClients> {
  const role = await makeRole(local, `step-${step}`, "lambda.amazonaws.com", readStatements(step));
  const credentials = local.cloud.identity.assume(role, step);
  const config = {
    region: installation.region,
    credentials: { ...credentials, expiration: undefined },
    maxAttempts: 1,
    endpoint: "http://local",
    requestHandler: local.edge.requestHandler() as never,
  };
  return {
    ecs: new ECSClient(config),
    ec2: new EC2Client(config),
    loadBalancing: new ElasticLoadBalancingV2Client(config),
    logs: new CloudWatchLogsClient(config),
    ecr: new ECRClient(config),
    acm: new ACMClient(config),
  };
}

const filledIn: Readonly<Record<string, string>> = {
  "self:custom.installation": installation.name,
  "self:custom.cluster": installation.cluster,
  "AWS::Partition": "aws",
  "AWS::Region": installation.region,
  "AWS::AccountId": installation.account,
};

/** The role's statements, with what packaging and CloudFormation fill in. */
function readStatements(step: string): object[] {
  const file = new URL(`../../../functions/steps/${step}/function.yml`, import.meta.url);
  const text = readFileSync(file, "utf8")
    .replaceAll(/\$\{([^}]+)\}/g, (_whole, name: string) => filledIn[name] ?? name)
    .replaceAll(/!GetAtt \S+/g, "arn:aws:dynamodb:us-east-1:123456789012:table/fairway")
    .replaceAll("!Sub ", "");
  const declared = parse(text) as Record<string, { iamRoleStatements: object[] }>;
  return declared[`step-${step}`]?.iamRoleStatements ?? [];
}
