import type { RoutingAction } from "../state.ts";

export interface RedirectFacts {
  readonly tls: boolean;
  /** The Host header: `localhost:41234`, `example.com`. */
  readonly hostHeader: string;
  readonly listenerPort: number;
  /** Ports of the load balancer's listeners, which all lead to its one real port. */
  readonly listenerPorts: readonly number[];
  readonly path: string;
  readonly query: string;
}

/**
 * Where a redirect leads. A client that came by `localhost:41234` comes back to `localhost:41234`, whichever of the
 * load balancer's listeners it is sent to: `HTTPS:443` becomes `https://localhost:41234/…`.
 */
export function redirectLocation(action: RoutingAction & { kind: "redirect" }, request: RedirectFacts): string {
  const { hostname, realPort } = splitHost(request.hostHeader);
  const values: Readonly<Record<string, string>> = {
    protocol: request.tls ? "https" : "http",
    host: hostname,
    port: String(request.listenerPort),
    path: request.path.slice(1),
    query: request.query,
  };
  const fill = (template: string): string =>
    template.replace(/#\{(protocol|host|port|path|query)\}/g, (_, name: string) => values[name] ?? "");

  const protocol = fill(action.protocol).toLowerCase();
  const host = fill(action.host);
  const port = fill(action.port);
  const query = fill(action.query);
  const comesBack = realPort !== undefined && host === hostname && request.listenerPorts.includes(Number(port));
  return `${protocol}://${host}:${comesBack ? realPort : port}${fill(action.path)}${query && `?${query}`}`;
}

/** `localhost:41234` in two; the port is `undefined` when there is none. */
export function splitHost(hostHeader: string): { hostname: string; realPort: string | undefined } {
  const match = /^(.*?)(?::(\d+))?$/.exec(hostHeader);
  return { hostname: match?.[1] ?? hostHeader, realPort: match?.[2] };
}
