import type { Host } from "../../../edge/contract.ts";
import type { Elbv2State } from "../state.ts";
import type { Traffic } from "../traffic.ts";
import { createSecureContexts } from "./certificates.ts";
import { createConnections } from "./connections.ts";
import type { ProxyFactory, ProxyServer } from "./contract.ts";
import { type Door, openDoor } from "./door.ts";
import { createGate } from "./gate.ts";
import { createRouter } from "./route.ts";

/** Makes real HTTP(S) proxies, a port each, which route as the state says at the moment of each request. */
export function createProxies(host: Host, state: () => Elbv2State, traffic: Traffic): ProxyFactory {
  const connections = createConnections();
  const contextOf = createSecureContexts(() => host.cloud.certificates);
  const route = createRouter(host, state);
  const doors = new Set<Door>();
  let stopWatching: (() => void) | undefined;

  return {
    async open(): Promise<ProxyServer> {
      stopWatching ??= state().health.onChange((_, target, health) => {
        if (health === "draining" || health === undefined) connections.retire(target);
      });
      let arn: string | undefined;
      const gate = createGate({
        host,
        state,
        traffic,
        connections,
        contextOf,
        route,
        loadBalancer: () => state().loadBalancers.get(arn ?? ""),
      });
      const door = await openDoor(gate);
      doors.add(door);
      return {
        port: door.port,
        serve(loadBalancerArn) {
          arn = loadBalancerArn;
        },
        close() {
          doors.delete(door);
          door.close();
        },
      };
    },
    async close() {
      stopWatching?.();
      for (const door of doors) door.close();
      doors.clear();
      connections.close();
    },
  };
}
