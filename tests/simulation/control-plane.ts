import { readFileSync } from "node:fs";
import { zipSync } from "fflate";
import type { ContainerRuntime, Network } from "../../local/cloud.ts";
import { createCloud, type LocalCloud } from "../../local/create-cloud.ts";
import type { Faults } from "../../local/edge/faults.ts";
import { createNetwork } from "../../local/network/index.ts";
import { type InProcessHandler, inProcessRunner } from "../../local/services/lambda/runner/in-process.ts";
import { laptop, type Profile } from "../../local/world/profile.ts";
import { seededRandom } from "../../local/world/random.ts";
import { type VirtualClock, virtualClock } from "../../local/world/virtual-clock.ts";
import type { Installation } from "../../shared/config/installation.ts";
import { digestSpec } from "../../shared/model/digest.ts";
import type { ServiceSpec } from "../../shared/model/service-spec.ts";
import type { Web } from "../../shared/ports/web.ts";
import { stepKinds } from "../../shared/steps/contract.ts";
import { deploymentTimeoutSeconds } from "../../shared/steps/limits.ts";
import { type Deployment, hasEnded } from "../../shared/store/deployment.ts";
import { createStore, type Store } from "../../shared/store/store.ts";
import { substitution } from "../contract/asl.ts";
import { handlers } from "./handlers.ts";
import { memoryTable } from "./memory-table.ts";
import { makeRole, readFunction } from "./roles.ts";

/** The control plane and the cloud under it, in this process, on one virtual clock, from one seed. */
export interface ControlPlane {
  readonly local: LocalCloud;
  readonly clock: VirtualClock;
  readonly store: Store;
  readonly installation: Installation;
  /** Every line that the functions logged. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  /** Accepts a deployment and lets time go on until it has ended. */
  deploy(id: string, spec: ServiceSpec): Promise<Deployment>;
  remove(id: string, service: string): Promise<Deployment>;
  /** Lets time go on until what was begun is done. */
  run<Answer>(work: Promise<Answer>): Promise<Answer>;
  /** Whether a request to the service's URL would be answered by a task. */
  readonly web: Web;
}

const account = "123456789012";
const region = "us-east-1";
const name = "fairway";

export async function controlPlane(
  options: {
    seed?: number;
    profile?: Profile;
    containers?: ContainerRuntime;
    images?: readonly string[];
    faults?: Faults;
  } = {},
): Promise<ControlPlane> {
  const clock = virtualClock();
  const world = { clock, random: seededRandom(options.seed ?? 1), profile: options.profile ?? laptop, account, region };
  const running = new Map<string, InProcessHandler>();
  const network = createNetwork();
  const local = createCloud(world, {
    containers: options.containers ?? steadyContainers,
    network,
    functions: () => inProcessRunner(world, running),
    listen: false,
    ...(options.faults && { faults: options.faults }),
  });
  const installation = await install(local);
  const store = createStore(memoryTable());
  const lines: Readonly<Record<string, unknown>>[] = [];
  const tools = { store, clock, logger: { log: (line: Readonly<Record<string, unknown>>) => void lines.push(line) } };
  const web = simulatedWeb(local, network);

  const arns = new Map<string, string>();
  for (const [folder, create] of Object.entries(handlers)) {
    const declared = readFunction(folder, installation);
    const { name: key, iamRoleStatements: statements } = declared;
    const service = "lambda.amazonaws.com";
    const roleArn = await makeRole(local, { path: "/", name: key, service, statements });
    const config = {
      region,
      credentials: async () => ({ ...local.cloud.identity.assume(roleArn, key), expiration: undefined }),
      maxAttempts: 1,
      endpoint: "http://local",
      requestHandler: local.edge.requestHandler(),
    };
    running.set(key, create({ tools, installation, web, config }) as InProcessHandler);
    const { FunctionArn = "" } = await local.edge.call("lambda", "CreateFunction", {
      FunctionName: key,
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Role: roleArn,
      Timeout: declared.timeout,
      Code: { ZipFile: emptyArchive },
    });
    arns.set(key, FunctionArn);
    for (const [index, { bus, pattern }] of declared.patterns.entries()) {
      const rule = { Name: `${key}-${index}`, EventBusName: bus };
      await local.edge.call("events", "PutRule", { ...rule, EventPattern: JSON.stringify(pattern) });
      await local.edge.call("events", "PutTargets", {
        Rule: rule.Name,
        EventBusName: bus,
        Targets: [{ Id: "function", Arn: FunctionArn }],
      });
      await local.edge.call("lambda", "AddPermission", {
        FunctionName: key,
        StatementId: `events-${index}`,
        Action: "lambda:InvokeFunction",
        Principal: "events.amazonaws.com",
      });
    }
  }
  const machines = {
    deploy: await makeMachine(local, "deploy", arns),
    remove: await makeMachine(local, "remove", arns),
  };
  for (const image of options.images ?? ["hello:1", "hello:2"]) pushImage(local, image);

  const run = async <Answer>(work: Promise<Answer>): Promise<Answer> => {
    let over = false;
    const ended = work.finally(() => {
      over = true;
    });
    ended.catch(() => undefined);
    await clock.advanceUntil(() => over);
    return ended;
  };

  const begin = async (machine: "deploy" | "remove", id: string, service: string, spec?: ServiceSpec) => {
    const now = clock.now();
    await store.deployments.create(
      {
        id,
        service,
        action: machine,
        status: "ACCEPTED",
        phase: "apply",
        ...(spec && { specDigest: digestSpec(spec) }),
        actor: "test",
        door: "http",
        createdAt: now,
        deadline: now + deploymentTimeoutSeconds * 1000,
      },
      spec,
    );
    const input = JSON.stringify({ deploymentId: id });
    const { executionArn } = await local.edge.call("states", "StartExecution", {
      stateMachineArn: machines[machine],
      name: id,
      input,
    });
    await store.deployments.setExecution(id, executionArn ?? "");
    return run(untilEnded(store, clock, id));
  };

  return {
    local,
    clock,
    store,
    installation,
    lines,
    web,
    run,
    async deploy(id, spec) {
      const now = clock.now();
      const changes = { deploymentId: id, updatedAt: now };
      if (!(await store.services.update(spec.name, changes))) {
        const record = {
          name: spec.name,
          status: "CREATING",
          generation: 1,
          createdBy: "test",
          createdAt: now,
        } as const;
        await store.services.create({ ...record, ...changes });
      }
      return begin("deploy", id, spec.name, spec);
    },
    remove: (id, service) => begin("remove", id, service),
  };
}

async function untilEnded(store: Store, clock: VirtualClock, id: string): Promise<Deployment> {
  for (;;) {
    const deployment = await store.deployments.find(id);
    // The record is ended a moment before the machine is.
    if (deployment && hasEnded(deployment.status)) {
      await clock.sleep(1_000);
      return (await store.deployments.find(id)) as Deployment;
    }
    await clock.sleep(100);
  }
}

async function install(local: LocalCloud): Promise<Installation> {
  const executionRoleArn = await makeRole(local, {
    path: `/${name}/exec/`,
    name: `${name}-execution`,
    service: "ecs-tasks.amazonaws.com",
  });
  await local.edge.call("events", "CreateEventBus", { Name: name });
  return { name, cluster: name, region, account, executionRoleArn, taskRoles: [] };
}

async function makeMachine(
  local: LocalCloud,
  machine: "deploy" | "remove",
  arns: ReadonlyMap<string, string>,
): Promise<string> {
  const file = new URL(`../../statemachines/${machine}/machine.asl.json`, import.meta.url);
  const definition = stepKinds.reduce(
    (text, kind) => text.replaceAll(`\${${substitution(kind)}}`, arns.get(`step-${kind}`) ?? ""),
    readFileSync(file, "utf8"),
  );
  const roleArn = await makeRole(local, {
    path: "/",
    name: `${machine}-machine`,
    service: "states.amazonaws.com",
    statements: [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: [...arns.values()] }],
  });
  const made = await local.edge.call("states", "CreateStateMachine", {
    name: `${name}-${machine}`,
    definition,
    roleArn,
  });
  return made.stateMachineArn ?? "";
}

const emptyArchive = zipSync({ "index.js": new Uint8Array() });

function pushImage(local: LocalCloud, image: string): void {
  const digest = `sha256:${Buffer.from(image).toString("hex").padEnd(64, "0").slice(0, 64)}`;
  local.images.push(image, { digest, folder: ".", command: [image], environment: {}, sizeInBytes: 1_000 });
}

/** Containers that run until they are told to stop, and answer every request. */
export const steadyContainers: ContainerRuntime = {
  start: ({ onExit }) => ({
    endpoint: () => ({ kind: "simulated", respond: () => ({ kind: "status", status: 200 }) }),
    stop: () => onExit({ code: 0, outOfMemory: false }),
    usage: () => undefined,
  }),
  close: async () => undefined,
};

/** Asks as a visitor would: through an active load balancer to a healthy task. Needs no socket. */
function simulatedWeb(local: LocalCloud, network: Network): Web {
  return {
    async get(url) {
      const { hostname } = new URL(url);
      const { LoadBalancers = [] } = await local.edge.call("elbv2", "DescribeLoadBalancers", {});
      const found = LoadBalancers.find(
        ({ DNSName }) => DNSName?.split(":")[0]?.toLowerCase() === hostname.toLowerCase(),
      );
      if (found?.State?.Code !== "active") return { kind: "unreachable", reason: "ENOTFOUND" };
      const { TargetGroups = [] } = await local.edge.call("elbv2", "DescribeTargetGroups", {
        LoadBalancerArn: found.LoadBalancerArn,
      });
      for (const { TargetGroupArn } of TargetGroups) {
        const health = await local.edge.call("elbv2", "DescribeTargetHealth", { TargetGroupArn });
        const healthy = health.TargetHealthDescriptions?.find(({ TargetHealth }) => TargetHealth?.State === "healthy");
        if (!healthy?.Target?.Id) continue;
        const answer = await network.probe(healthy.Target.Id, healthy.Target.Port ?? 80, "/", 1_000);
        return answer.kind === "status" ? answer : { kind: "status", status: 502 };
      }
      return { kind: "status", status: 503 };
    },
  };
}
