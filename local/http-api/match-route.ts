import type { Route } from "./api.ts";

export interface RouteMatch<R extends Route = Route> {
  readonly route: R;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * Finds the route for a request as API Gateway does: the most specific path wins (a literal segment before a
 * `{variable}`, that before a `{greedy+}`), then the method before `ANY`; `$default` takes what is left.
 * `path` is decoded.
 */
export function matchRoute<R extends Route>(
  routes: readonly R[],
  method: string,
  path: string,
): RouteMatch<R> | undefined {
  const segments = split(path);
  const matches = routes.flatMap((route) => {
    const [routeMethod = "", routePath = ""] = route.key.split(" ");
    if (route.key === "$default" || (routeMethod !== "ANY" && routeMethod !== method)) return [];
    const pathParameters = matchPath(split(routePath), segments);
    return pathParameters ? [{ route, pathParameters, rank: rank(routeMethod, routePath) }] : [];
  });
  matches.sort((one, other) => (one.rank < other.rank ? -1 : 1));
  const fallback = routes.find((route) => route.key === "$default");
  const [best] = matches;
  if (best) return { route: best.route, pathParameters: best.pathParameters };
  return fallback && { route: fallback, pathParameters: {} };
}

function matchPath(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(expected) ?? [];
    const segment = segments[index];
    if (greedy && name) {
      if (segments.slice(index).join("/") === "") return undefined;
      found[name] = segments.slice(index).join("/");
      return found;
    }
    if (segment === undefined || (name ? segment === "" : segment !== expected)) return undefined;
    if (name) found[name] = segment;
  }
  return pattern.length === segments.length ? found : undefined;
}

/** Sorts routes: one digit a segment (0 literal, 1 variable, 2 greedy), then the method. Smaller is more specific. */
function rank(method: string, path: string): string {
  const digits = split(path).map((segment) => (segment.endsWith("+}") ? "2" : segment.startsWith("{") ? "1" : "0"));
  return `${digits.join("")} ${method === "ANY" ? 1 : 0}`;
}

/** A trailing slash means nothing; `/` is one empty segment. */
function split(path: string): string[] {
  return path.replace(/^\//, "").replace(/\/$/, "").split("/");
}
