import type { ServiceKind } from "./contract.ts";
import type { WireRequest } from "./request.ts";
import { serviceSchema } from "./service-schema.ts";

/** The operation that a method and path stand for, with what the path's `{labels}` hold. */
export interface RouteMatch {
  readonly operation: string;
  readonly labels: Readonly<Record<string, string>>;
}

interface Route {
  readonly operation: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly labels: readonly string[];
  /** Query parameters that the route is told by: `?List=ALL`. */
  readonly fixedQuery: readonly (readonly [name: string, value: string])[];
}

const routes = new Map<ServiceKind, readonly Route[]>();

/** Finds a REST service's operation. Where two fit, the one with more fixed query parameters is meant. */
export function matchRoute(kind: ServiceKind, request: WireRequest): RouteMatch | undefined {
  for (const route of routesOf(kind)) {
    const match = route.method === request.method && route.pattern.exec(request.path);
    if (!match || !route.fixedQuery.every(([name, value]) => hasParameter(request.query, name, value))) continue;
    const labels = route.labels.map((name, index) => [name, decodeLabel(match[index + 1] as string)]);
    return { operation: route.operation, labels: Object.fromEntries(labels) };
  }
  return undefined;
}

/** A label that is not percent-encoded properly is taken as it stands. */
function decodeLabel(label: string): string {
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}

function hasParameter(query: URLSearchParams, name: string, value: string): boolean {
  return value === "" ? query.has(name) : query.getAll(name).includes(value);
}

function routesOf(kind: ServiceKind): readonly Route[] {
  const known = routes.get(kind);
  if (known) return known;
  const schema = serviceSchema(kind);
  const read = schema.operationNames
    .map((name) => readRoute(name, schema.operation(name)?.traits.http))
    .filter((route) => route !== undefined)
    .sort((one, other) => precedence(other) - precedence(one));
  routes.set(kind, read);
  return read;
}

/** Fixed queries first, then paths with fewer labels: `/functions/x/concurrency` before `/functions/{Name+}`. */
function precedence(route: Route): number {
  return route.fixedQuery.length * 100 - route.labels.length;
}

function readRoute(operation: string, http: readonly [string, string, number] | undefined): Route | undefined {
  if (!http) return undefined;
  const [path = "", query = ""] = http[1].split("?");
  const labels: string[] = [];
  const source = path
    .replace(/\/$/, "")
    .split(/(\{[^}]+\})/)
    .map((part) => {
      if (!part.startsWith("{")) return part.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
      const greedy = part.endsWith("+}");
      labels.push(part.slice(1, greedy ? -2 : -1));
      return greedy ? "(.+?)" : "([^/]+)";
    });
  const fixedQuery = [...new URLSearchParams(query)];
  return { operation, method: http[0], pattern: new RegExp(`^${source.join("")}/?$`), labels, fixedQuery };
}
