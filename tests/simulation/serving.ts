import type { Cloud } from "../../local/cloud.ts";
import type { Loss } from "./invariants/i05-old-or-new.ts";

/** Follows how many healthy targets each service has, by its target group's name. */
export interface Serving {
  /** From now on, the service must never be without a healthy target, if it has one. */
  protect(service: string): void;
  release(service: string): void;
  stop(): void;
}

const cluster = "fairway";

/** `onLoss` is told each time that a target of a protected service is healthy no more. */
export function watchServing(cloud: Pick<Cloud, "loadBalancing" | "call">, onLoss: (loss: Loss) => void): Serving {
  const healthy = new Map<string, Set<string>>();
  const isProtected = new Set<string>();

  const tell = async (service: string, left: number): Promise<void> => {
    const { services = [] } = await cloud.call("ecs", "DescribeServices", { cluster, services: [service] });
    const shown = services.find(({ status }) => status === "ACTIVE");
    onLoss({
      service,
      healthy: left,
      // A service that is gone has served all the same.
      desired: shown?.desiredCount ?? 1,
      minimumHealthyPercent: shown?.deploymentConfiguration?.minimumHealthyPercent ?? 100,
    });
  };
  const stop = cloud.loadBalancing.onHealthChange((arn, { ip, port }, health) => {
    const service = /:targetgroup\/fairway-([^/]+)\//.exec(arn)?.[1];
    if (service === undefined) return;
    const targets = healthy.get(service) ?? new Set<string>();
    healthy.set(service, targets);
    const target = `${arn} ${ip}:${port}`;
    if (health === "healthy") targets.add(target);
    else if (targets.delete(target) && isProtected.has(service)) void tell(service, targets.size);
  });
  return {
    protect(service) {
      if ((healthy.get(service)?.size ?? 0) > 0) isProtected.add(service);
    },
    release: (service) => void isProtected.delete(service),
    stop,
  };
}
