import type { Installation } from "../../../shared/config/installation.ts";
import type { ActualService } from "../../../shared/plan/facts.ts";
import type { MetricQuery, Metrics } from "../../../shared/ports/metrics.ts";
import { gaugesOf } from "../../../shared/scaling/load.ts";
import { type Place, queryOf, unitOf } from "../../../shared/scaling/metrics.ts";
import type { MetricName, Point } from "../../../shared/scaling/observations.ts";
import type { ScalingPolicy } from "../../../shared/scaling/policy.ts";
import { averageSupply } from "../../../shared/scaling/supply.ts";
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
  readonly record: ScalingRecord | undefined;
}

/** Of a service that nobody has watched yet, so much is read. */
const firstMilliseconds = 30 * 60_000;
/** For so long CloudWatch keeps points of a minute; those of 20 seconds for three hours. */
const keptMilliseconds = { minute: 14 * 24 * 3_600_000, short: 3 * 3_600_000 - 60_000 };
/** What is read together is read from the same moment on: one that slept for days is read by itself. */
const togetherMilliseconds = 10 * 60_000;

/** Where the service's metrics are; the load balancer is asked for only where something is read from it. */
export async function placeOf(
  { store, installation }: { readonly store: Pick<Store, "deployments">; readonly installation: Installation },
  service: ServiceRecord,
  actual: ActualService,
): Promise<Place> {
  const policy = service.spec?.scaling;
  const needsLoadBalancer = policy?.targets.responseTime !== undefined || policy?.scaleToZero !== undefined;
  const serving = needsLoadBalancer && service.servingDeploymentId;
  const deployment = serving ? await store.deployments.find(serving) : undefined;
  const loadBalancerArn = deployment && deploymentOutputs(deployment)["loadBalancer.arn"];
  const targetGroupArn = actual.loadBalancers[0]?.targetGroupArn;
  return {
    cluster: installation.cluster,
    service: actual.name,
    ...(targetGroupArn !== undefined && { targetGroupArn }),
    ...(loadBalancerArn !== undefined && { loadBalancerArn }),
  };
}

interface Reading {
  readonly seen: Seen;
  readonly metric: MetricName;
  readonly query: MetricQuery;
  readonly from: number;
}

/** All points since each service was last looked at, by service; as few calls as may be. */
export async function readPoints(
  metrics: Metrics,
  services: readonly Seen[],
  now: number,
): Promise<ReadonlyMap<string, readonly Point[]>> {
  const readings = services.flatMap((seen) => readingsOf(seen, now));
  const recent = readings.filter(({ from }) => from >= now - togetherMilliseconds);
  const others = [...new Set(readings)].filter((reading) => !recent.includes(reading));
  const groups = [recent, ...others.map((reading) => [reading])].filter(({ length }) => length > 0);
  const points = new Map<string, Point[]>(services.map(({ service }) => [service.name, []]));
  for (const group of groups) {
    const from = Math.min(...group.map((reading) => reading.from));
    const rows = await metrics.read(
      group.map(({ query }) => query),
      from,
      now,
    );
    group.forEach(({ seen, metric, query }, index) => {
      const period = query.periodSeconds * 1000;
      for (const { startsAt, value } of rows[index] ?? []) {
        const endsAt = startsAt + period;
        // What has not ended yet is not all there.
        if (endsAt > now) continue;
        const tasks = averageSupply(seen.record?.state.supply ?? [], startsAt, endsAt);
        points.get(seen.service.name)?.push({
          metric,
          endsAt,
          periodSeconds: query.periodSeconds,
          value: value / unitOf(metric, query.periodSeconds, tasks),
        });
      }
    });
  }
  return points;
}

function readingsOf(seen: Seen, now: number): Reading[] {
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
