import type { Cloud, ContainerRuntime, Network } from "./cloud.ts";
import type { Host, RawService, Service, ServiceKind } from "./edge/contract.ts";
import { createEdge, type Edge } from "./edge/edge.ts";
import type { Faults } from "./edge/faults.ts";
import { createFaultBoard, type FaultBoard } from "./faults/index.ts";
import { createAcm } from "./services/acm/index.ts";
import { createCloudWatch } from "./services/cloudwatch/index.ts";
import { createEc2 } from "./services/ec2/index.ts";
import { createEcr } from "./services/ecr/index.ts";
import type { PushPort } from "./services/ecr/port.ts";
import { createEcs, type LocalEcs } from "./services/ecs/index.ts";
import { createElbv2 } from "./services/elbv2/index.ts";
import { createEvents, type Deliveries, plainDeliveries } from "./services/events/index.ts";
import { createIam } from "./services/iam/index.ts";
import { createLambda, type FunctionRunner } from "./services/lambda/index.ts";
import { createLogs } from "./services/logs/index.ts";
import { createSecretsManager } from "./services/secretsmanager/index.ts";
import { createSns } from "./services/sns/index.ts";
import { createSqs } from "./services/sqs/index.ts";
import { createSsm } from "./services/ssm/index.ts";
import { createStates, type States } from "./services/states/index.ts";
import { createSts } from "./services/sts/index.ts";
import { createTagging } from "./services/tagging/index.ts";
import { createTagsPort } from "./services/tagging/registry.ts";
import type { World } from "./world/world.ts";

/** A local cloud in this process: everything but what reaches outside, which is given to it. */
export interface LocalCloud {
  readonly world: World;
  readonly cloud: Cloud;
  readonly edge: Edge;
  /** Puts images into the local ECR. */
  readonly images: PushPort;
  /** The processes of the tasks that run, by the tasks' ids. */
  processes(): readonly { readonly taskId: string; readonly processId: number }[];
  /** How many state transitions an execution has made. */
  transitions(executionArn: string): number;
  /** What befalls an account without a call of anyone's. */
  readonly mishaps: Mishaps;
  /** The faults that a person causes by hand. */
  readonly faults: FaultBoard;
  /** Ends all that the cloud holds open: containers, functions, sockets. */
  close(): Promise<void>;
}

export interface Mishaps
  extends Pick<LocalEcs, "interruptSpot" | "exhaust" | "interruptTask" | "loseHost" | "killTask" | "tasks"> {
  readonly interruptExecution: States["interrupt"];
}

/** What differs between a laptop and a simulation. */
export interface CloudParts {
  readonly containers: ContainerRuntime;
  readonly network: Network;
  functions(host: Host): FunctionRunner;
  /** Whether load balancers open a real port. */
  readonly listen: boolean;
  /** DynamoDB, where it is served. */
  readonly dynamodb?: RawService;
  readonly faults?: Faults;
  /** Where the cloud answers over HTTP, for URLs that name it, such as a queue's; AWS's own endpoints unless told. */
  readonly endpoint?: () => string;
  /** When events reach their targets; once and soon, unless told. */
  readonly deliveries?: Deliveries;
}

/** Makes a local cloud: an account with a default VPC and nothing else in it. */
export function createCloud(world: World, parts: CloudParts): LocalCloud {
  const cloud = { tags: createTagsPort(), containers: parts.containers, network: parts.network } as Mutable<Cloud>;
  const host: Host = { world, cloud };

  const iam = createIam(host);
  cloud.identity = iam.port;
  const faults = createFaultBoard(
    () => world.random,
    cloud,
    () => mishaps,
  );
  const deliveries = faults.deliveries(parts.deliveries ?? plainDeliveries(world));
  const events = createEvents(host, { deliveries });
  cloud.events = events.port;
  const logs = createLogs(host);
  cloud.logs = logs.port;
  const cloudwatch = createCloudWatch(host);
  cloud.metrics = cloudwatch.port;
  const ec2 = createEc2(host);
  cloud.ec2 = ec2.port;
  const acm = createAcm(host);
  cloud.certificates = acm.port;
  const elbv2 = createElbv2(host, { listen: parts.listen });
  cloud.loadBalancing = elbv2.port;
  const ecr = createEcr(host);
  cloud.images = ecr.port;
  const ssm = createSsm(host);
  const secrets = createSecretsManager(host, ssm.read);
  cloud.secrets = secrets.port;
  const sqs = createSqs(host, { endpoint: parts.endpoint });
  cloud.queues = sqs.port;
  const sns = createSns(host);
  cloud.topics = sns.port;
  const lambda = createLambda(host, { runner: parts.functions(host) });
  cloud.functions = lambda.port;
  const states = createStates(host);
  cloud.executions = states.port;
  const ecs = createEcs(host);
  const mishaps: Mishaps = { ...ecs, interruptExecution: states.interrupt };

  const made: readonly { service: Service }[] = [
    acm,
    cloudwatch,
    ec2,
    ecr,
    ecs,
    elbv2,
    events,
    iam,
    lambda,
    logs,
    secrets,
    sns,
    sqs,
    ssm,
    states,
    createSts(host),
    createTagging(host),
  ];
  const services = new Map<ServiceKind, Service | RawService>(made.map(({ service }) => [service.kind, service]));
  if (parts.dynamodb) {
    services.set("dynamodb", parts.dynamodb);
    if (parts.dynamodb.tagged) cloud.tags.provide(parts.dynamodb.tagged);
  }

  const edge = createEdge({ world, services, identity: iam.port, faults: faults.edge(parts.faults) });
  cloud.call = edge.call;

  return {
    world,
    cloud,
    edge,
    images: ecr.push,
    processes: () =>
      ecs
        .tasks()
        .flatMap(({ taskId, containers }) =>
          containers.flatMap(({ processId }) => (processId === undefined ? [] : [{ taskId, processId }])),
        ),
    transitions: states.transitions,
    mishaps,
    faults: faults.board,
    async close() {
      await events.service.close?.();
      await cloudwatch.service.close?.();
      await states.close();
      await lambda.close();
      await ecs.close();
      await parts.containers.close();
      await elbv2.close();
      await parts.dynamodb?.close?.();
    },
  };
}

type Mutable<Type> = { -readonly [Name in keyof Type]: Type[Name] };
