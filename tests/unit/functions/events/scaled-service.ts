import { createDesiredCountHandler } from "../../../../functions/events/desired-count/reactor.ts";
import { parseManifest } from "../../../../shared/model/parse-manifest.ts";
import type { ActualService } from "../../../../shared/plan/facts.ts";
import { ownerTags } from "../../../../shared/plan/names.ts";
import type { AlarmRequest } from "../../../../shared/ports/alarms.ts";
import type { Datapoint, MetricQuery } from "../../../../shared/ports/metrics.ts";
import type { Tick } from "../../../../shared/ports/ticks.ts";
import type { Deployment } from "../../../../shared/store/deployment.ts";
import { createStore } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";
import { installation } from "../../shared/plan/fixtures.ts";

/** What the service was deployed with, as far as the scaler reads it. */
const serving = {
  steps: [
    {
      action: "apply",
      kind: "listener",
      status: "SUCCEEDED",
      outputs: {
        "loadBalancer.arn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/orders/1",
        "targetGroup.arn": "arn:tasks",
        "wakingTargetGroup.arn": "arn:waking",
        "httpListener.arn": "arn:listener",
      },
    },
  ],
} as unknown as Deployment;

interface Sent {
  readonly tick: Tick;
  readonly at: number;
}

/**
 * One service with scaling in a world without waiting: a load in tasks' worth, a metric of it each minute, alarms that
 * look at it, tasks that serve 40 seconds after they were asked for. Counts every call.
 */
export async function scaledService({ load, scaling = {} }: { load: (at: number) => number; scaling?: object }) {
  const store = createStore(memoryTable());
  const start = Date.UTC(2026, 0, 5);
  let now = start;
  const { spec } = parseManifest({ name: "orders", image: "nginx:1.27", scaling });
  if (!spec) throw new Error("The manifest is wrong.");
  await store.services.create({
    name: "orders",
    status: "ACTIVE",
    generation: 1,
    spec,
    count: { manifest: spec.count },
    servingDeploymentId: "d-1",
    createdAt: now,
    createdBy: "ann",
    updatedAt: now,
  });
  const calls = { read: 0, metrics: 0, put: 0, rearm: 0, remove: 0, ticks: 0, set: 0, find: 0, wakes: 0 };
  const written: [at: number, count: number][] = [];
  const turned: [at: number, to: "open" | "closed", desired: number][] = [];
  const points: Datapoint[] = [];
  const alarms = new Map<string, { request: AlarmRequest; rings: boolean }>();
  let waiting: Sent[] = [];
  let desired = spec.count;
  let supply: { at: number; count: number }[] = [{ at: 0, count: spec.count }];
  const state = { deploying: false, isThere: true, hearsDoor: true, beforeSave: async () => undefined as unknown };

  const door = { is: "open" as "open" | "closed" };
  let requests: Datapoint[] = [];

  const seriesOf = ({ name }: MetricQuery) => (name === "RequestCount" ? requests : points);
  const ready = (at: number): number => supply.findLast((one) => one.at <= at)?.count ?? 0;
  const tags = ownerTags({ installation: installation.name, service: "orders" });
  const actual = () =>
    ({
      name: "orders",
      status: "ACTIVE",
      desiredCount: desired,
      runningCount: ready(now),
      tags,
      loadBalancers: [],
      deployments: [{ id: "ecs-svc/1", rolloutState: state.deploying ? "IN_PROGRESS" : "COMPLETED" }],
    }) as unknown as ActualService;

  const options = {
    store: {
      ...store,
      scaling: { ...store.scaling },
      deployments: { ...store.deployments, find: async () => serving },
    },
    installation,
    clock: { now: () => now },
    logger: { log: () => undefined },
    desiredCounts: {
      find: async () => {
        calls.find++;
        return state.isThere ? new Map([["orders", actual()]]) : new Map<string, ActualService>();
      },
      set: async (_cluster: string, _service: string, count: number) => {
        calls.set++;
        written.push([(now - start) / 1000, count]);
        supply = [...supply, { at: count > desired ? now + 40_000 : now, count }];
        desired = count;
        return "set" as const;
      },
    },
    metrics: {
      read: async (queries: readonly MetricQuery[], from: number, to: number) => {
        calls.read++;
        calls.metrics += queries.length;
        const isVisible = ({ startsAt }: Datapoint) => startsAt >= from && startsAt < to && startsAt + 120_000 <= now;
        return queries.map((query) => seriesOf(query).filter(isVisible));
      },
    },
    alarms: {
      put: async (request: AlarmRequest) => {
        calls.put++;
        alarms.set(request.name, { request, rings: alarms.get(request.name)?.rings ?? false });
      },
      rearm: async (name: string) => {
        calls.rearm++;
        const alarm = alarms.get(name);
        if (alarm) alarm.rings = false;
      },
      remove: async (names: readonly string[]) => {
        calls.remove++;
        for (const name of names) alarms.delete(name);
      },
    },
    doors: {
      find: async () => (door.is === "open" ? "arn:tasks" : "arn:waking"),
      turn: async (_listenerArn: string, { targetGroupArn }: { targetGroupArn: string }) => {
        door.is = targetGroupArn === "arn:tasks" ? "open" : "closed";
        turned.push([(now - start) / 1000, door.is, desired]);
      },
    },
    targets: {
      list: async () => Array.from({ length: ready(now) }, () => ({ target: "10.0.0.1:8080", state: "healthy" })),
    },
    ticks: {
      send: async (tick: Tick, delaySeconds: number) => {
        calls.ticks++;
        waiting.push({ tick, at: now + delaySeconds * 1000 });
      },
      showAgain: async () => undefined,
    },
  };
  const handle = createDesiredCountHandler(options);
  const wake = (event: unknown) => {
    calls.wakes++;
    return handle(event);
  };
  const bring = (message: unknown) => wake({ Records: [{ messageId: "m", body: JSON.stringify(message) }] });

  /** An alarm looks each minute, at the last points that are visible then. */
  const ringAlarms = async (): Promise<void> => {
    for (const [alarmName, alarm] of alarms) {
      const { side, threshold, points: many, query } = alarm.request;
      const isRecent = ({ startsAt }: Datapoint) => startsAt + 120_000 <= now && startsAt > now - (many + 9) * 60_000;
      const last = seriesOf(query).filter(isRecent).slice(-many);
      const isBeyond = ({ value }: Datapoint) => (side === "above" ? value > threshold : value < threshold);
      const rings = last.length === many && last.every(isBeyond);
      const begins = rings && !alarm.rings;
      alarm.rings = rings;
      if (begins) {
        await bring({ "detail-type": "CloudWatch Alarm State Change", detail: { alarmName } });
      }
    }
  };

  /** Lets time pass, in steps of ten seconds. */
  const pass = async (seconds: number): Promise<void> => {
    for (const end = now + seconds * 1000; now < end; ) {
      now += 10_000;
      if (now % 60_000 === 0 && ready(now - 30_000) > 0) {
        const value = Math.min(100, (load(now - 30_000 - start) / ready(now - 30_000)) * 100);
        points.push({ startsAt: now - 60_000, value });
        if (points.length > 60 * 24 * 2) points.shift();
      }
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { tick } of due) await bring(tick);
      if (now % 60_000 === 0) await ringAlarms();
    }
  };

  /** Someone asks for a page: where a task answers, the load balancer counts; at a closed door, also the event comes. */
  const visit = async (): Promise<"a task" | "starting"> => {
    const startsAt = Math.floor(now / 60_000) * 60_000;
    requests = [...requests.filter((one) => one.startsAt !== startsAt), { startsAt, value: 1 }];
    if (door.is === "open") {
      if (ready(now) === 0) throw new Error("The load balancer had no task for a request.");
      return "a task";
    }
    if (state.hearsDoor) await wake({ "detail-type": "Fairway Request Arrived", detail: { service: "orders" } });
    return "starting";
  };

  return {
    calls,
    written,
    turned,
    door,
    visit,
    alarms,
    state,
    store,
    options,
    wake,
    pass,
    request: () => wake({ "detail-type": "Fairway Count Requested", detail: { service: "orders" } }),
    task: () => bring({ "detail-type": "ECS Task State Change", detail: { group: "service:orders" } }),
    ticksWaiting: () => waiting.length,
    desired: () => desired,
    seconds: () => (now - start) / 1000,
    record: () => store.scaling.find("orders"),
  };
}
