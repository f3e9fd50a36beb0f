import type { Cloud } from "../../local/cloud.ts";

/** Follows how many healthy targets each service has, by its target group's name. */
export interface Serving {
  /** From now on, the service must never be without a healthy target. */
  protect(service: string): void;
  release(service: string): void;
  stop(): void;
}

export function watchServing(cloud: Pick<Cloud, "loadBalancing">, onNobody: (service: string) => void): Serving {
  const healthy = new Map<string, Set<string>>();
  const isProtected = new Set<string>();
  const stop = cloud.loadBalancing.onHealthChange((arn, { ip, port }, health) => {
    const service = /:targetgroup\/fairway-([^/]+)\//.exec(arn)?.[1];
    if (service === undefined) return;
    const targets = healthy.get(service) ?? new Set<string>();
    healthy.set(service, targets);
    if (health === "healthy") targets.add(`${arn} ${ip}:${port}`);
    else targets.delete(`${arn} ${ip}:${port}`);
    if (targets.size === 0 && isProtected.has(service)) onNobody(service);
  });
  return {
    protect(service) {
      if ((healthy.get(service)?.size ?? 0) > 0) isProtected.add(service);
    },
    release: (service) => void isProtected.delete(service),
    stop,
  };
}
