import type { Host } from "../../edge/contract.ts";
import { publicationDelay } from "../../world/publication.ts";
import { loadBalancerOf } from "./associations.ts";
import { dimension } from "./names.ts";
import type { Elbv2State, TargetGroup } from "./state.ts";

/** Counts what the proxies do and publishes it as AWS/ApplicationELB metrics, on the minute. */
export interface Traffic {
  /** To be called when there is a load balancer: publishing goes on until there is none. */
  start(): void;
  /** A request that a target answered, after `seconds`. */
  answered(loadBalancerArn: string, targetGroupArn: string, status: number, seconds: number): void;
  /**
   * A request that the load balancer answered itself; with the target group if it got that far. Where no target could
   * be chosen (a 503, a redirect), AWS counts the answer and no request.
   */
  refused(loadBalancerArn: string, status: number, targetGroupArn?: string): void;
}

interface Count {
  requests: number;
  /** `HTTPCode_Target_5XX_Count` and its kin. */
  readonly codes: Map<string, number>;
  /** Seconds; a sample of at most `sampleSize`, which stands for all. */
  readonly responseTimes: number[];
}

const minute = 60_000;
const sampleSize = 100;
const namespace = "AWS/ApplicationELB";

export function createTraffic(host: Host, state: () => Elbv2State, options: { countsRequests: boolean }): Traffic {
  const { clock, random } = host.world;
  let counts = new Map<string, Count>();
  let running = false;

  const count = (loadBalancerArn: string, targetGroupArn = ""): Count => {
    const key = `${loadBalancerArn} ${targetGroupArn}`;
    const known = counts.get(key);
    if (known) return known;
    const made: Count = { requests: 0, codes: new Map(), responseTimes: [] };
    counts.set(key, made);
    return made;
  };

  /** Both what the load balancer did as a whole, and what it did with the target group. */
  const counted = (loadBalancerArn: string, targetGroupArn: string | undefined): Count[] =>
    targetGroupArn ? [count(loadBalancerArn), count(loadBalancerArn, targetGroupArn)] : [count(loadBalancerArn)];

  const publish = (): void => {
    const timestamp = clock.now() - minute;
    const published = counts;
    counts = new Map();
    const data: Parameters<typeof host.cloud.metrics.put>[0][] = [];
    const put = (name: string, dimensions: Readonly<Record<string, string>>, value: number, unit = "Count") =>
      data.push({ namespace, name, dimensions, value, unit, timestamp });

    for (const [key, { requests, codes, responseTimes }] of published) {
      const dimensions = dimensionsOf(key);
      if (requests > 0) put("RequestCount", dimensions, requests);
      for (const [name, value] of codes) put(name, dimensions, value);
      for (const seconds of responseTimes) put("TargetResponseTime", dimensions, seconds, "Seconds");
    }
    for (const group of state().targetGroups.values()) {
      const loadBalancer = loadBalancerOf(state(), group);
      if (!loadBalancer || group.targets.size === 0) continue;
      const ofGroup = { TargetGroup: dimension(group.arn) };
      const ofBoth = { ...ofGroup, LoadBalancer: dimension(loadBalancer.arn) };
      put("HealthyHostCount", ofBoth, having(group, "healthy"));
      put("UnHealthyHostCount", ofBoth, having(group, "unhealthy"));
      if (!options.countsRequests) continue;
      const requests = published.get(`${loadBalancer.arn} ${group.arn}`)?.requests ?? 0;
      const perTarget = requests / Math.max(1, having(group, "healthy"));
      for (const dimensions of [ofGroup, ofBoth]) put("RequestCountPerTarget", dimensions, perTarget);
    }
    if (data.length === 0) return;
    clock.schedule(publicationDelay.minute, () => {
      for (const datum of data) host.cloud.metrics.put(datum);
    });
  };

  const wait = (): void => {
    const now = clock.now();
    clock.schedule((Math.floor(now / minute) + 1) * minute - now, tick);
  };
  const tick = (): void => {
    publish();
    running = state().loadBalancers.size > 0;
    if (running) wait();
  };

  return {
    start() {
      if (running) return;
      running = true;
      wait();
    },
    answered(loadBalancerArn, targetGroupArn, status, seconds) {
      for (const each of counted(loadBalancerArn, targetGroupArn)) {
        each.requests++;
        add(each.codes, `HTTPCode_Target_${Math.floor(status / 100)}XX_Count`);
        const place =
          each.responseTimes.length < sampleSize ? each.responseTimes.length : random.next() * each.requests;
        if (place < sampleSize) each.responseTimes[Math.floor(place)] = seconds;
      }
    },
    refused(loadBalancerArn, status, targetGroupArn) {
      const hadTarget = targetGroupArn !== undefined && status !== 503;
      for (const each of counted(loadBalancerArn, targetGroupArn)) {
        if (hadTarget) each.requests++;
        add(each.codes, `HTTPCode_ELB_${Math.floor(status / 100)}XX_Count`);
        if (status >= 500) add(each.codes, `HTTPCode_ELB_${status}_Count`);
      }
    },
  };
}

function add(codes: Map<string, number>, name: string): void {
  codes.set(name, (codes.get(name) ?? 0) + 1);
}

function having(group: TargetGroup, health: "healthy" | "unhealthy"): number {
  return [...group.targets.values()].filter((target) => target.health.state === health).length;
}

function dimensionsOf(key: string): Readonly<Record<string, string>> {
  const [loadBalancerArn = "", targetGroupArn = ""] = key.split(" ");
  return {
    LoadBalancer: dimension(loadBalancerArn),
    ...(targetGroupArn && { TargetGroup: dimension(targetGroupArn) }),
  };
}
