import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import type { Listener, LoadBalancer } from "../state.ts";
import { splitHost } from "./redirect.ts";

/** A request that came in through a listener, with what routing and forwarding want to know of it. */
export interface Arrival {
  readonly loadBalancer: LoadBalancer;
  readonly listener: Listener;
  readonly request: IncomingMessage;
  readonly tls: boolean;
  readonly method: string;
  readonly hostHeader: string;
  /** The Host header without its port. */
  readonly host: string;
  readonly path: string;
  readonly query: string;
  /** A header by its name in lower case; several values are one, with commas. */
  header(name: string): string | undefined;
}

export function readArrival(loadBalancer: LoadBalancer, listener: Listener, request: IncomingMessage): Arrival {
  const url = request.url ?? "/";
  const mark = url.indexOf("?");
  const hostHeader = request.headers.host ?? "";
  return {
    loadBalancer,
    listener,
    request,
    tls: isTls(request),
    method: request.method ?? "GET",
    hostHeader,
    host: splitHost(hostHeader).hostname,
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? "" : url.slice(mark + 1),
    header(name) {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(", ") : value;
    },
  };
}

export function isTls(request: IncomingMessage): boolean {
  return request.socket instanceof TLSSocket;
}
