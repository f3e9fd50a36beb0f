import type { Endpoint, Network } from "../cloud.ts";
import { probeSocket } from "./probe.ts";

/** Makes the map from the cloud's private addresses to the sockets where they really are. */
export function createNetwork(): Network {
  const addresses = new Map<string, Map<number, Endpoint>>();
  return {
    bind(ip, port, endpoint) {
      const ports = addresses.get(ip) ?? new Map<number, Endpoint>();
      addresses.set(ip, ports.set(port, endpoint));
    },
    unbind: (ip) => void addresses.delete(ip),
    endpoint: (ip, port) => addresses.get(ip)?.get(port),
    async probe(ip, port, path, timeout) {
      const endpoint = addresses.get(ip)?.get(port);
      if (endpoint?.kind === "simulated") return endpoint.respond(path);
      if (endpoint) return probeSocket(endpoint, `${ip}:${port}`, path, timeout);
      return { kind: addresses.has(ip) ? "refused" : "timeout" };
    },
  };
}
