import type { LoadBalancingPort } from "../../cloud.ts";
import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";
import { createHealthChecks } from "./health/checks.ts";
import { permissions } from "./permissions.ts";
import { createPort } from "./port.ts";
import { noProxies } from "./proxy/contract.ts";
import { createProxies } from "./proxy/factory.ts";
import type { Elbv2State } from "./state.ts";
import { createTraffic } from "./traffic.ts";

/** The local Elastic Load Balancing. With `listen`, each load balancer is a real HTTP proxy on a port of 127.0.0.1. */
export function createElbv2(
  host: Host,
  options: { listen: boolean },
): { service: Service; port: LoadBalancingPort; close(): Promise<void> } {
  const traffic = createTraffic(host, () => state, { countsRequests: options.listen });
  const state: Elbv2State = {
    loadBalancers: new Map(),
    targetGroups: new Map(),
    listeners: new Map(),
    tags: new Map(),
    health: createHealthChecks(host, () => state),
    proxies: options.listen ? createProxies(host, () => state, traffic) : noProxies,
    traffic,
  };
  host.cloud.tags.provide(
    () => [...state.tags].map(([arn, tags]) => ({ arn, tags: Object.fromEntries(tags) })),
    "elasticloadbalancing",
  );
  const close = () => state.proxies.close();
  const service = defineService({
    kind: "elbv2",
    prefix: "elasticloadbalancing",
    host,
    state,
    actions,
    permissions,
    close,
  });
  return { service, port: createPort(state), close };
}
