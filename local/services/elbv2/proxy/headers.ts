import type { World } from "../../../world/world.ts";
import type { Arrival } from "./arrival.ts";

/** Headers as Node has them raw: name, value, name, value. */
export type RawHeaders = readonly string[];

/** Between two neighbours only (RFC 9110, 7.6.1): not passed on. */
const hopByHop: ReadonlySet<string> = new Set(["connection", "keep-alive", "proxy-connection", "upgrade"]);

/** Written by the load balancer, so what the client sent under these names is replaced. */
const replaced: ReadonlySet<string> = new Set([
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-port",
  "x-amzn-trace-id",
]);

/** The headers that a target gets: the client's, and where the request came from. */
export function toTarget(world: World, arrival: Arrival): string[] {
  const { request } = arrival;
  const client = request.socket.remoteAddress ?? "127.0.0.1";
  const before = arrival.header("x-forwarded-for");
  const headers = strip(request.rawHeaders, request.headers.connection, replaced);
  headers.push(
    "X-Forwarded-For",
    before ? `${before}, ${client}` : client,
    "X-Forwarded-Proto",
    arrival.tls ? "https" : "http",
    "X-Forwarded-Port",
    String(arrival.listener.port),
    "X-Amzn-Trace-Id",
    traceId(world, arrival.header("x-amzn-trace-id")),
  );
  return headers;
}

/** The headers that a client gets. How the body is framed is decided anew for its connection. */
export function toClient(raw: RawHeaders, connection: string | undefined): string[] {
  return strip(raw, connection, new Set(["transfer-encoding"]));
}

function strip(raw: RawHeaders, connection: string | undefined, also: ReadonlySet<string>): string[] {
  const named = connection
    ?.toLowerCase()
    .split(",")
    .map((name) => name.trim());
  const kept: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] as string;
    const lower = name.toLowerCase();
    if (hopByHop.has(lower) || also.has(lower) || named?.includes(lower)) continue;
    kept.push(name, raw[index + 1] as string);
  }
  return kept;
}

/** A new trace, or the client's own with this hop put before it. */
function traceId(world: World, given: string | undefined): string {
  const seconds = Math.floor(world.clock.now() / 1000).toString(16);
  const own = `1-${seconds.padStart(8, "0")}-${world.random.characters(24)}`;
  return given?.includes("Root=") ? `Self=${own};${given}` : `Root=${own}`;
}
