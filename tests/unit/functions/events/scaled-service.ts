import { createDesiredCountHandler } from "../../../../functions/events/desired-count/reactor.ts";
import { parseManifest } from "../../../../shared/model/parse-manifest.ts";
import type { ActualService } from "../../../../shared/plan/facts.ts";
import { ownerTags } from "../../../../shared/plan/names.ts";
import type { AlarmRequest } from "../../../../shared/ports/alarms.ts";
import type { Datapoint, MetricQuery } from "../../../../shared/ports/metrics.ts";
import type { Tick } from "../../../../shared/ports/ticks.ts";
import { createStore } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";
import { installation } from "../../shared/plan/fixtures.ts";

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
    createdAt: now,
    createdBy: "ann",
    updatedAt: now,
  });
  const calls = { read: 0, metrics: 0, put: 0, rearm: 0, remove: 0, ticks: 0, set: 0, find: 0, wakes: 0 };
  const written: [at: number, count: number][] = [];
  const points: Datapoint[] = [];
  const alarms = new Map<string, { request: AlarmRequest; rings: boolean }>();
  let waiting: Sent[] = [];
  let desired = spec.count;
  let supply: { at: number; count: number }[] = [{ at: 0, count: spec.count }];
  const state = { deploying: false, isThere: true, beforeSave: async () => undefined as unknown };

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
    store: { ...store, scaling: { ...store.scaling } },
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
        const visible = points.filter(({ startsAt }) => startsAt >= from && startsAt < to && startsAt + 120_000 <= now);
        return queries.map(() => visible);
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
    ticks: {
      send: async (tick: Tick, delaySeconds: number) => {
        calls.ticks++;
        waiting.push({ tick, at: now + delaySeconds * 1000 });
      },
    },
  };
  const handle = createDesiredCountHandler(options);
  const wake = (event: unknown) => {
    calls.wakes++;
    return handle(event);
  };
  const deliver = ({ tick }: Sent) => wake({ Records: [{ messageId: "m", body: JSON.stringify(tick) }] });

  /** An alarm looks each minute, at the last points that are visible then. */
  const ringAlarms = async (): Promise<void> => {
    for (const [alarmName, alarm] of alarms) {
      const { side, threshold, points: many } = alarm.request;
      const last = points.filter(({ startsAt }) => startsAt + 120_000 <= now).slice(-many);
      const isBeyond = ({ value }: Datapoint) => (side === "above" ? value > threshold : value < threshold);
      const rings = last.length === many && last.every(isBeyond);
      const begins = rings && !alarm.rings;
      alarm.rings = rings;
      if (begins) {
        await wake({ "detail-type": "CloudWatch Alarm State Change", detail: { alarmName } });
      }
    }
  };

  /** Lets time pass, in steps of ten seconds. */
  const pass = async (seconds: number): Promise<void> => {
    for (const end = now + seconds * 1000; now < end; ) {
      now += 10_000;
      if (now % 60_000 === 0 && ready(now) > 0) {
        const value = Math.min(100, (load(now - 30_000 - start) / ready(now - 30_000)) * 100);
        points.push({ startsAt: now - 60_000, value });
        if (points.length > 60 * 24 * 2) points.shift();
      }
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const one of due) await deliver(one);
      if (now % 60_000 === 0) await ringAlarms();
    }
  };

  return {
    calls,
    written,
    alarms,
    state,
    store,
    options,
    wake,
    pass,
    request: () => wake({ "detail-type": "Fairway Count Requested", detail: { service: "orders" } }),
    task: () => wake({ "detail-type": "ECS Task State Change", detail: { group: "service:orders" } }),
    ticksWaiting: () => waiting.length,
    desired: () => desired,
    seconds: () => (now - start) / 1000,
    record: () => store.scaling.find("orders"),
  };
}
