import type {
  Cloud,
  Container,
  ContainerExit,
  ContainerRequest,
  Endpoint,
  LogLine,
  Target,
  TargetHealth,
} from "../../../../../local/cloud.ts";
import { AwsError } from "../../../../../local/edge/aws-error.ts";
import type { Call, Input, OperationName, Output, Permission } from "../../../../../local/edge/contract.ts";
import { createEcs } from "../../../../../local/services/ecs/index.ts";
import { laptop, type Profile } from "../../../../../local/world/profile.ts";
import { seededRandom } from "../../../../../local/world/random.ts";
import { virtualClock } from "../../../../../local/world/virtual-clock.ts";

/** How the containers of an image behave. */
export interface Behaviour {
  /** Exits by itself so long after its start (ms). */
  readonly exitsAfter?: number;
  readonly exitCode?: number;
  readonly outOfMemory?: boolean;
  /** Takes so long to exit after SIGTERM (ms); `Infinity` ignores it. */
  readonly stopsAfter?: number;
  /** What its load balancer's health checks say of it: `healthy` unless told. */
  readonly health?: "healthy" | "unhealthy";
  readonly output?: readonly string[];
  readonly usage?: { cpu: number; memory: number };
}

export interface StartedContainer {
  readonly request: ContainerRequest;
  readonly signals: { signal: "SIGTERM" | "SIGKILL"; at: number }[];
  exit(exit: ContainerExit): void;
}

const call: Call = { principal: { kind: "administrator", arn: "arn:aws:iam::123456789012:root" }, requestId: "1" };

/** An ECS on a virtual clock in a cloud of fakes: images behave as told, targets get healthy one second after they are registered. */
export function ecsOnFakes(options: { profile?: Profile; images?: Record<string, Behaviour> } = {}) {
  const clock = virtualClock();
  const random = seededRandom(1);
  const world = { clock, random, profile: options.profile ?? laptop, account: "123456789012", region: "us-east-1" };
  const images: Record<string, Behaviour> = { "hello:1": {}, "hello:2": {}, ...options.images };
  const digests = new Map(
    Object.keys(images).map((name, index) => [name, `sha256:${String(index).padStart(64, "0")}`]),
  );
  const events: { detailType: string; resources: readonly string[]; detail: Record<string, unknown>; at: number }[] =
    [];
  const logs = new Map<string, string[]>();
  const logGroups = new Set(["/hello"]);
  const metrics: { name: string; value: number; dimensions: Readonly<Record<string, string>> }[] = [];
  const interfaces = new Map<string, { id: string; privateIp: string; publicIp?: string; subnetId: string }>();
  const endpoints = new Map<string, Endpoint>();
  const containers: StartedContainer[] = [];
  const secrets = new Map<string, string>();
  const targets = new Map<string, TargetHealth>();
  const targetGroups = new Map([
    ["tg-1", { loadBalancerArns: ["lb-1"], targetType: "ip" }],
    ["tg-alone", { loadBalancerArns: [] as string[], targetType: "ip" }],
  ]);
  const roles = new Set(["arn:aws:iam::123456789012:role/execution", "arn:aws:iam::123456789012:role/task"]);
  const deregistrationDelay = 5_000;
  let addresses = 10;
  let listener: (arn: string, target: Target, health: TargetHealth | undefined) => void = () => {};

  const setHealth = (arn: string, target: Target, health: TargetHealth | undefined): void => {
    const key = `${arn} ${target.ip}:${target.port}`;
    if (health) targets.set(key, health);
    else targets.delete(key);
    listener(arn, target, health);
  };

  const imageBehind = (ip: string): Behaviour => {
    const last = containers.findLast(({ request }) => endpoints.get(`${ip} ${request.taskId}`));
    return images[last?.request.image.folder ?? ""] ?? {};
  };

  const start = (request: ContainerRequest): Container => {
    const behaviour = images[request.image.folder] ?? {};
    let exited = false;
    const exit = (result: ContainerExit): void => {
      if (exited) return;
      exited = true;
      request.onExit(result);
    };
    const started: StartedContainer = { request, signals: [], exit };
    containers.push(started);
    if (behaviour.output) request.onOutput(behaviour.output.map((message) => ({ timestamp: clock.now(), message })));
    if (behaviour.exitsAfter !== undefined) {
      clock.schedule(behaviour.exitsAfter, () =>
        exit({ code: behaviour.exitCode ?? 1, outOfMemory: behaviour.outOfMemory ?? false }),
      );
    }
    return {
      processId: containers.length,
      endpoint: (port) => ({
        kind: "simulated",
        respond: () => ({ kind: "status", status: port > 0 ? 200 : 500 }),
      }),
      stop({ force = false } = {}) {
        started.signals.push({ signal: force ? "SIGKILL" : "SIGTERM", at: clock.now() });
        const takes = force ? 0 : (behaviour.stopsAfter ?? 10);
        if (takes !== Infinity) clock.schedule(takes, () => exit({ code: force ? 137 : 143, outOfMemory: false }));
      },
      usage: () => behaviour.usage,
    };
  };

  const cloud = {
    events: {
      emit: (event: { detailType: string; resources: readonly string[]; detail: Record<string, unknown> }) =>
        events.push({ ...event, at: clock.now() }),
    },
    logs: {
      hasGroup: (name: string) => logGroups.has(name),
      write(group: string, stream: string, lines: readonly LogLine[], { createGroup = false } = {}) {
        if (createGroup) logGroups.add(group);
        if (!logGroups.has(group)) return;
        const key = `${group} ${stream}`;
        logs.set(key, [...(logs.get(key) ?? []), ...lines.map(({ message }) => message)]);
      },
    },
    metrics: { put: (datum: (typeof metrics)[number]) => metrics.push(datum) },
    ec2: {
      subnet: (id: string) => (id.startsWith("subnet-") ? { id, vpcId: "vpc-1", public: true } : undefined),
      securityGroup: (id: string) => (id.startsWith("sg-") ? { id, vpcId: "vpc-1", name: id } : undefined),
      createInterface({ subnetId, assignPublicIp }: { subnetId: string; assignPublicIp?: boolean }) {
        if (subnetId === "subnet-gone") throw new AwsError("InvalidSubnetID.NotFound", "The subnet does not exist");
        const id = `eni-${++addresses}`;
        const made = {
          id,
          subnetId,
          zone: `us-east-1${subnetId.at(-1)}`,
          vpcId: "vpc-1",
          privateIp: `10.0.0.${addresses}`,
          ...(assignPublicIp && { publicIp: `203.0.113.${addresses}` }),
          macAddress: "02:00:00:00:00:01",
          securityGroupIds: [],
        };
        interfaces.set(id, made);
        return made;
      },
      interface: (id: string) => interfaces.get(id),
      deleteInterface: (id: string) => interfaces.delete(id),
    },
    network: {
      bind(ip: string, port: number, endpoint: Endpoint) {
        endpoints.set(`${ip}:${port}`, endpoint);
        const taskId = containers.at(-1)?.request.taskId;
        endpoints.set(`${ip} ${taskId}`, endpoint);
      },
      unbind(ip: string) {
        for (const key of endpoints.keys()) if (key.startsWith(`${ip}:`)) endpoints.delete(key);
      },
    },
    loadBalancing: {
      targetGroup: (arn: string) => {
        const found = targetGroups.get(arn);
        return found && { arn, name: arn, ...found, deregistrationDelay };
      },
      register(arn: string, target: Target) {
        setHealth(arn, target, "initial");
        clock.schedule(1_000, () => {
          if (cloud.loadBalancing.health(arn, target) !== "initial") return;
          setHealth(arn, target, imageBehind(target.ip).health ?? "healthy");
        });
      },
      deregister(arn: string, target: Target) {
        if (!cloud.loadBalancing.health(arn, target)) return;
        setHealth(arn, target, "draining");
        clock.schedule(deregistrationDelay, () => setHealth(arn, target, undefined));
      },
      health: (arn: string, target: Target) => targets.get(`${arn} ${target.ip}:${target.port}`),
      onHealthChange(next: typeof listener) {
        listener = next;
        return () => {
          listener = () => {};
        };
      },
    },
    images: {
      resolve(reference: string) {
        const [name = "", digest] = reference.split("@");
        const found = digest
          ? [...digests].find(([image, known]) => known === digest && image.startsWith(`${name}:`))
          : [...digests].find(([image]) => image === name);
        return found && { digest: found[1], folder: found[0], command: ["start"], environment: {} };
      },
    },
    containers: { start },
    secrets: {
      read: (name: string) => {
        const value = secrets.get(name);
        return value === undefined
          ? { kind: "error", reason: `execution resource retrieval failed: unable to retrieve secret ${name}` }
          : { kind: "value", value };
      },
    },
    identity: {
      hasRole: (arn: string) => roles.has(arn),
      decide: (_principal: unknown, { action, resources: [resource = ""] }: Permission) =>
        resource.includes("forbidden") ? { kind: "deny", explicit: false, action, resource } : { kind: "allow" },
    },
    tags: { provide: () => {}, of: () => undefined, all: () => [] },
  };

  const ecs = createEcs({ world, cloud: cloud as unknown as Cloud });
  const run = async <Name extends OperationName<"ecs">>(
    operation: Name,
    input: Input<"ecs", Name & string>,
  ): Promise<Output<"ecs", Name & string>> =>
    (await ecs.service.run(operation, input, call)) as Output<"ecs", Name & string>;

  return {
    ecs,
    run,
    call,
    world,
    clock,
    events,
    logs,
    metrics,
    interfaces,
    endpoints,
    containers,
    secrets,
    roles,
    images,
    digests,
    targets,
    setHealth,
  };
}

export type FakeWorld = ReturnType<typeof ecsOnFakes>;

export const network = {
  awsvpcConfiguration: { subnets: ["subnet-a", "subnet-b"], securityGroups: ["sg-1"], assignPublicIp: "ENABLED" },
} as const satisfies Input<"ecs", "CreateService">["networkConfiguration"];

/** Registers a web task definition with one container `web`, which listens on 8080. */
export async function registerWeb(
  { run }: FakeWorld,
  image: string,
  container: Partial<NonNullable<Input<"ecs", "RegisterTaskDefinition">["containerDefinitions"]>[number]> = {},
): Promise<string> {
  const { taskDefinition } = await run("RegisterTaskDefinition", {
    family: "hello",
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    executionRoleArn: "arn:aws:iam::123456789012:role/execution",
    containerDefinitions: [{ name: "web", image, portMappings: [{ containerPort: 8080 }], ...container }],
  });
  return taskDefinition?.taskDefinitionArn ?? "";
}

/** Makes cluster `main` and service `hello` in it. */
export async function createHello(
  fake: FakeWorld,
  options: Partial<Input<"ecs", "CreateService">> & { image?: string; balanced?: boolean } = {},
): Promise<void> {
  const { image = "hello:1", balanced = false, ...rest } = options;
  await fake.run("CreateCluster", { clusterName: "main" });
  await fake.run("CreateService", {
    cluster: "main",
    serviceName: "hello",
    taskDefinition: rest.taskDefinition ?? (await registerWeb(fake, image)),
    desiredCount: 2,
    launchType: "FARGATE",
    networkConfiguration: network,
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    ...(balanced && { loadBalancers: [{ targetGroupArn: "tg-1", containerName: "web", containerPort: 8080 }] }),
    ...rest,
  });
}

export async function describeHello({ run }: FakeWorld) {
  const { services } = await run("DescribeServices", { cluster: "main", services: ["hello"] });
  const service = services?.[0];
  if (!service) throw new Error("There is no service hello.");
  return service;
}

/** Goes on until the service reports a steady state that it has not reported before. */
export async function untilSteady(fake: FakeWorld): Promise<void> {
  const steady = () => fake.events.filter(({ detail }) => detail.eventName === "SERVICE_STEADY_STATE").length;
  const before = steady();
  await fake.clock.advanceUntil(() => steady() > before);
}

export async function describeTasks({ run }: FakeWorld, desiredStatus: "RUNNING" | "STOPPED" = "RUNNING") {
  const { taskArns } = await run("ListTasks", { cluster: "main", desiredStatus });
  if (!taskArns?.length) return [];
  const { tasks } = await run("DescribeTasks", { cluster: "main", tasks: taskArns });
  return tasks ?? [];
}
