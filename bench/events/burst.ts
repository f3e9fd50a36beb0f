import { type Random, seededRandom } from "../../local/world/random.ts";

/** An event as EventBridge hands it over. */
export type BurstEvent = Readonly<Record<string, unknown>> & { readonly id: string };

export interface BurstPlan {
  readonly events: number;
  readonly tasks: number;
  readonly services: readonly string[];
  /** The service that is being deployed, and ECS's id of that deployment: its tasks are of it. */
  readonly deploying: { readonly service: string; readonly ecsDeploymentId: string };
  readonly at: number;
  readonly secretArn: string;
}

const account = "123456789012";
const region = "us-east-1";

/**
 * A burst: a thousand tasks that crash or are interrupted, each with the events of its life, and a push, a rotation, a
 * dead execution, a task without a place and a command among ten; the rest are the same events again. All in an order that is none.
 */
export function makeBurst(plan: BurstPlan): { events: readonly BurstEvent[]; duplicates: number } {
  const random = seededRandom(1);
  const lives = Array.from({ length: plan.tasks }, (_, index) => lifeOf(index, plan)).flat();
  const others = Array.from({ length: plan.tasks / 10 }, (_, index) => othersOf(index, plan)).flat();
  const unique = [...lives, ...others].slice(0, plan.events);
  const again = Array.from({ length: plan.events - unique.length }, () => pick(random, unique));
  return { events: shuffle(random, [...unique, ...again]), duplicates: again.length };
}

const envelope = (id: string, at: number, source: string, type: string) => ({
  version: "0",
  id,
  account,
  region,
  source,
  "detail-type": type,
  time: new Date(at).toISOString(),
  resources: [] as readonly string[],
});

/** Every tenth is a Spot task that is interrupted; the others exit by themselves. */
function lifeOf(index: number, { services, deploying, at }: BurstPlan): readonly BurstEvent[] {
  const service = services[index % services.length] as string;
  const isSpot = index % 10 === 0;
  const time = (seconds: number): string => new Date(at + seconds * 1000).toISOString();
  const taskId = `${"0".repeat(28)}${index.toString(16).padStart(4, "0")}`;
  const state = (version: number, lastStatus: string, detail: Readonly<Record<string, unknown>>): BurstEvent => ({
    ...envelope(`task-${index}-${version}`, at, "aws.ecs", "ECS Task State Change"),
    detail: {
      taskArn: `arn:aws:ecs:${region}:${account}:task/fairway/${taskId}`,
      clusterArn: `arn:aws:ecs:${region}:${account}:cluster/fairway`,
      group: `service:${service}`,
      startedBy: service === deploying.service ? deploying.ecsDeploymentId : `ecs-svc/${service}`,
      lastStatus,
      attachments: [
        { type: "eni", details: [{ name: "privateIPv4Address", value: `10.9.${index >> 8}.${index & 255}` }] },
      ],
      createdAt: time(-60),
      startedAt: time(-50),
      version,
      ...detail,
    },
  });
  const stop = {
    desiredStatus: "STOPPED",
    stopCode: isSpot ? "SpotInterruption" : "EssentialContainerExited",
    stoppedReason: isSpot ? "Your Spot Task was interrupted." : "Essential container in task exited",
    stoppingAt: time(-1),
    containers: [{ name: service, lastStatus: "STOPPED", ...(isSpot ? {} : { exitCode: 1 }) }],
  };
  return [
    state(3, "RUNNING", { desiredStatus: "RUNNING" }),
    state(4, "RUNNING", stop),
    state(5, "DEPROVISIONING", stop),
    state(6, "STOPPED", { ...stop, stoppedAt: time(0) }),
  ];
}

function othersOf(index: number, { services, at, secretArn }: BurstPlan): readonly BurstEvent[] {
  const service = services[index % services.length] as string;
  const command = index % 2 === 0 ? "scale" : "restart";
  return [
    {
      ...envelope(`push-${index}`, at, "aws.ecr", "ECR Image Action"),
      detail: { result: "SUCCESS", "action-type": "PUSH", "repository-name": service, "image-tag": "v2" },
    },
    {
      ...envelope(`secret-${index}`, at, "aws.secretsmanager", "Secret Label Updated"),
      resources: [secretArn],
      detail: { name: "fairway/one", labelUpdated: "AWSCURRENT", versionId: `${index}` },
    },
    {
      ...envelope(`execution-${index}`, at, "aws.states", "Step Functions Execution Status Change"),
      detail: {
        name: `d-${index}`,
        status: "ABORTED",
        stateMachineArn: `arn:aws:states:${region}:${account}:stateMachine:fairway-deploy`,
      },
    },
    {
      ...envelope(`action-${index}`, at, "aws.ecs", "ECS Service Action"),
      resources: [`arn:aws:ecs:${region}:${account}:service/fairway/${service}`],
      detail: {
        eventType: "ERROR",
        eventName: "SERVICE_TASK_PLACEMENT_FAILURE",
        reason: "RESOURCE:FARGATE",
        createdAt: new Date(at).toISOString(),
      },
    },
    {
      ...envelope(`command-${index}`, at, "my.pipeline", "Fairway Command"),
      detail: { command, service, ...(command === "scale" && { count: 2 }) },
    },
  ];
}

function pick<One>(random: Random, from: readonly One[]): One {
  return from[Math.floor(random.next() * from.length)] as One;
}

function shuffle<One>(random: Random, all: readonly One[]): readonly One[] {
  const left = [...all];
  for (let index = left.length - 1; index > 0; index--) {
    const other = Math.floor(random.next() * (index + 1));
    [left[index], left[other]] = [left[other] as One, left[index] as One];
  }
  return left;
}
