import type { Target } from "../../local/cloud.ts";
import type { Simulation } from "../../tests/simulation/simulation.ts";
import type { Timeline } from "./waits.ts";

/** Looks at the resources of one service from outside, without a part in what is measured. */
export interface Observer {
  /** What happened since the observer was made, of the service's latest deployment in ECS. */
  timeline(): Promise<Timeline>;
  stop(): void;
}

interface HealthChange {
  readonly at: number;
  readonly ip: string;
  readonly health: string | undefined;
}

/** How exactly `active` is seen. The last look that did not see it counts, so that the wait is never taken for longer. */
const pause = 100;

export function observe({ clock, local }: Simulation, cluster: string, service: string): Observer {
  const { cloud } = local;
  const since = clock.now();
  const changes: HealthChange[] = [];
  const loadBalancers = new Map<string, { created: number; active: number }>();
  let over = false;

  const unsubscribe = cloud.loadBalancing.onHealthChange((_arn: string, { ip }: Target, health) =>
    changes.push({ at: clock.now(), ip, health }),
  );
  const look = async (): Promise<void> => {
    const { LoadBalancers = [] } = await cloud.call("elbv2", "DescribeLoadBalancers", {});
    for (const { LoadBalancerArn = "", CreatedTime, State } of LoadBalancers)
      if (State?.Code === "provisioning")
        loadBalancers.set(LoadBalancerArn, { created: CreatedTime?.getTime() ?? 0, active: clock.now() });
    if (!over) clock.schedule(pause, () => void look());
  };
  void look();

  return {
    async timeline() {
      const { began, completed } = await latestDeployment(cloud, cluster, service);
      const tasks = await tasksOf(cloud, cluster, service);
      const isOf = (ip: string) => (change: HealthChange) => change.ip === ip && change.at >= since;
      const places = tasks.map((task) => {
        const own = changes.filter(isOf(task.ip));
        return {
          ...task,
          registered: own.find(({ health }) => health === "initial")?.at,
          healthy: own.find(({ health }) => health === "healthy")?.at,
          drained: own.find(({ health }) => health === undefined)?.at,
        };
      });
      const fresh = places.filter(({ created }) => created >= began);
      const newest = fresh
        .toSorted((one, other) => (one.healthy ?? one.started) - (other.healthy ?? other.started))
        .at(-1);
      if (!newest) throw new Error(`ECS started no task for ${service}.`);
      const gone = places
        .filter(({ created, stopping }) => created < began && stopping >= began)
        .toSorted((one, other) => one.stopped - other.stopped)
        .at(-1);
      const [loadBalancer] = loadBalancers.values();
      const { registered, healthy, ...task } = newest;
      return {
        began,
        completed,
        ...(loadBalancer && { loadBalancer }),
        task: { ...task, ...(registered && { registered }), ...(healthy && { healthy }) },
        ...(gone && {
          replaced: { stopping: gone.stopping, drained: gone.drained ?? gone.stopping, stopped: gone.stopped },
        }),
      };
    },
    stop() {
      over = true;
      unsubscribe();
    },
  };
}

type CloudPort = Simulation["local"]["cloud"];

async function latestDeployment(cloud: CloudPort, cluster: string, service: string) {
  const { serviceDeployments = [] } = await cloud.call("ecs", "ListServiceDeployments", { cluster, service });
  const latest = serviceDeployments.toSorted((one, other) => time(one.createdAt) - time(other.createdAt)).at(-1);
  if (latest?.status !== "SUCCESSFUL") throw new Error(`The latest deployment of ${service} is ${latest?.status}.`);
  return { began: time(latest.startedAt), completed: time(latest.finishedAt) };
}

async function tasksOf(cloud: CloudPort, cluster: string, serviceName: string) {
  const wanted = { cluster, serviceName };
  const [running, stopped] = await Promise.all([
    cloud.call("ecs", "ListTasks", { ...wanted, desiredStatus: "RUNNING" }),
    cloud.call("ecs", "ListTasks", { ...wanted, desiredStatus: "STOPPED" }),
  ]);
  const arns = [...(running.taskArns ?? []), ...(stopped.taskArns ?? [])];
  const { tasks = [] } = await cloud.call("ecs", "DescribeTasks", { cluster, tasks: arns });
  return tasks.map((task) => ({
    ip: task.attachments?.[0]?.details?.find(({ name }) => name === "privateIPv4Address")?.value ?? "",
    created: time(task.createdAt),
    pullStarted: time(task.pullStartedAt),
    pullStopped: time(task.pullStoppedAt),
    started: time(task.startedAt),
    stopping: time(task.stoppingAt),
    stopped: time(task.executionStoppedAt),
  }));
}

function time(date: Date | undefined): number {
  return date?.getTime() ?? 0;
}
