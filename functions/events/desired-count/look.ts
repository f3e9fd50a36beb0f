import type { Installation } from "../../../shared/config/installation.ts";
import type { ActualService } from "../../../shared/plan/facts.ts";
import type { MetricQuery, Metrics } from "../../../shared/ports/metrics.ts";
import { gaugesOf } from "../../../shared/scaling/load.ts";
import {
  arrivalsOf,
  inHandOf,
  type Place,
  queryOf,
  unitOf,
  usualPeriodSeconds,
} from "../../../shared/scaling/metrics.ts";
import type { MetricName, Observations, Point } from "../../../shared/scaling/observations.ts";
import type { ScalingPolicy } from "../../../shared/scaling/policy.ts";
import { averageSupply } from "../../../shared/scaling/supply.ts";
import type { Outputs } from "../../../shared/steps/contract.ts";
import { deploymentOutputs } from "../../../shared/store/deployments.ts";
import type { ScalingRecord } from "../../../shared/store/scaling.ts";
import type { ServiceRecord } from "../../../shared/store/services.ts";
import type { Store } from "../../../shared/store/store.ts";

/** A service that is scaled, as one look finds it. */
export interface Seen {
  readonly service: ServiceRecord;
  readonly policy: ScalingPolicy;
  readonly actual: ActualService;
  readonly place: Place;
  /** Of a service that sleeps while nothing comes. */
  readonly door?: DoorPlace;
  readonly record: ScalingRecord | undefined;
}

/** The listener that serves, and the two target groups behind it. */
export interface DoorPlace {
  readonly listenerArn: string;
  readonly tasksArn: string;
  readonly wakingArn: string;
}

/** What was read of one service. */
export type Read = Pick<Observations, "points" | "requests" | "inHand">;

/** Of a service that nobody has watched yet, so much is read. */
const firstMilliseconds = 30 * 60_000;
/** For so long CloudWatch keeps points of a minute; those of 20 seconds for three hours. */
const keptMilliseconds = { minute: 14 * 24 * 3_600_000, short: 3 * 3_600_000 - 60_000 };
/** What comes is looked for in the last minutes, however late it is told: no service sleeps before they are over. */
const recentMilliseconds = 300_000;
/** What is read together is read from the same moment on: one that slept for days is read by itself. */
const togetherMilliseconds = 10 * 60_000;

/** Where the service's metrics are, and its door; the load balancer is asked for only where something is read from it. */
export async function placeOf(
  { store, installation }: { readonly store: Pick<Store, "deployments">; readonly installation: Installation },
  service: ServiceRecord,
  actual: ActualService,
): Promise<Pick<Seen, "place" | "door">> {
  const policy = service.spec?.scaling;
  const needsLoadBalancer = policy?.targets.responseTime !== undefined || policy?.scaleToZero !== undefined;
  const serving = needsLoadBalancer && service.servingDeploymentId;
  const deployment = serving ? await store.deployments.find(serving) : undefined;
  const outputs = deployment ? deploymentOutputs(deployment) : {};
  const loadBalancerArn = outputs["loadBalancer.arn"];
  const targetGroupArn = actual.loadBalancers[0]?.targetGroupArn;
  const door = doorOf(service, outputs);
  return {
    place: {
      cluster: installation.cluster,
      service: actual.name,
      ...(targetGroupArn !== undefined && { targetGroupArn }),
      ...(loadBalancerArn !== undefined && { loadBalancerArn }),
    },
    ...(door && { door }),
  };
}

function doorOf({ spec }: ServiceRecord, outputs: Outputs): DoorPlace | undefined {
  if (spec?.type !== "web" || spec.scaling?.scaleToZero === undefined) return undefined;
  const listenerArn = outputs[spec.https === undefined ? "httpListener.arn" : "httpsListener.arn"];
  const { "targetGroup.arn": tasksArn, "wakingTargetGroup.arn": wakingArn } = outputs;
  if (listenerArn === undefined || tasksArn === undefined || wakingArn === undefined) return undefined;
  return { listenerArn, tasksArn, wakingArn };
}

interface Reading {
  readonly seen: Seen;
  readonly metric: MetricName | "requests" | "inHand";
  readonly query: MetricQuery;
  readonly from: number;
}

/** All points since each service was last looked at, by service; as few calls as may be. */
export async function readPoints(
  metrics: Metrics,
  services: readonly Seen[],
  now: number,
): Promise<ReadonlyMap<string, Read>> {
  const readings = services.flatMap((seen) => readingsOf(seen, now));
  const recent = readings.filter(({ from }) => from >= now - togetherMilliseconds);
  const others = [...new Set(readings)].filter((reading) => !recent.includes(reading));
  const groups = [recent, ...others.map((reading) => [reading])].filter(({ length }) => length > 0);
  const all = new Map<string, Mutable<Read>>(services.map(({ service }) => [service.name, { points: [] }]));
  for (const group of groups) {
    const from = Math.min(...group.map((reading) => reading.from));
    const rows = await metrics.read(
      group.map(({ query }) => query),
      from,
      now,
    );
    group.forEach(({ seen, metric, query }, index) => {
      const read = all.get(seen.service.name);
      if (!read) return;
      const period = query.periodSeconds * 1000;
      const found = (rows[index] ?? []).map(({ startsAt, value }) => ({ startsAt, endsAt: startsAt + period, value }));
      if (metric === "requests") read.requests = lastOf(found);
      else if (metric === "inHand") read.inHand = found.toSorted((a, b) => a.endsAt - b.endsAt).at(-1)?.value ?? 0;
      else read.points = [...read.points, ...pointsOf(seen, metric, query, found, now)];
    });
  }
  return all;
}

interface Span {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly value: number;
}

function pointsOf(seen: Seen, metric: MetricName, { periodSeconds }: MetricQuery, found: readonly Span[], now: number) {
  return found
    .filter(({ endsAt }) => endsAt <= now) // What has not ended yet is not all there.
    .map(({ startsAt, endsAt, value }): Point => {
      const tasks = averageSupply(seen.record?.state.supply ?? [], startsAt, endsAt);
      return { metric, endsAt, periodSeconds, value: value / unitOf(metric, periodSeconds, tasks) };
    });
}

/** A load balancer tells of minutes with requests only: that of others nothing is told means that none came. */
function lastOf(found: readonly Span[]): { lastAt?: number } {
  const busy = found.filter(({ value }) => value > 0).map(({ endsAt }) => endsAt);
  return busy.length === 0 ? {} : { lastAt: Math.max(...busy) };
}

type Mutable<Type> = { -readonly [Name in keyof Type]: Type[Name] };

function readingsOf(seen: Seen, now: number): Reading[] {
  return [...gaugeReadings(seen, now), ...idleReadings(seen, now)];
}

/** What tells that a service which may sleep is not idle. */
function idleReadings(seen: Seen, now: number): Reading[] {
  const { policy, place } = seen;
  if (policy.scaleToZero === undefined) return [];
  const period = usualPeriodSeconds * 1000;
  const from = Math.floor((now - recentMilliseconds) / period) * period;
  const queries = [["requests", arrivalsOf(place)] as const, ["inHand", inHandOf(policy)] as const];
  return queries.flatMap(([metric, query]) => (query ? [{ seen, metric, query, from }] : []));
}

function gaugeReadings(seen: Seen, now: number): Reading[] {
  const { policy, place, record } = seen;
  return gaugesOf(policy).flatMap(({ metric }) => {
    const query = queryOf(metric, policy, place);
    if (!query) return [];
    const period = query.periodSeconds * 1000;
    const kept = query.periodSeconds < 60 ? keptMilliseconds.short : keptMilliseconds.minute;
    const since = record?.state.series[metric]?.lastEnd ?? now - firstMilliseconds;
    // Whole periods: CloudWatch rounds what is not.
    const from = Math.floor(Math.max(since, now - kept) / period) * period;
    return from < now ? [{ seen, metric, query, from }] : [];
  });
}
