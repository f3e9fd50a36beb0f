import type * as z from "zod";
import type { Caller } from "../access/caller.ts";
import type { Endpoint } from "./endpoints.ts";
import { HttpProblem } from "./problem.ts";
import type { ApiRequest, RequestHead } from "./request.ts";

/** What a route answers. */
export interface ApiResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Answered as JSON. */
  readonly body?: unknown;
  /** Answered as it is, in place of a body: a header says of what type. */
  readonly text?: string;
  /** What a repetition under the same `Idempotency-Key` is answered instead, where the body holds a secret. */
  readonly repeatedBody?: unknown;
}

/** `{name}` and `{id}` of a path, by name. */
export type ParametersOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [key in Name]: string } & ParametersOf<Rest>
  : unknown;

type QueryOf<One extends Endpoint> = One["query"] extends z.ZodType ? z.output<One["query"]> : object;

/** What a route is called with besides the request: checked already. */
export interface RouteContext<Parameters, Query> {
  /** Public endpoints have one who may nothing. */
  readonly caller: Caller;
  readonly parameters: Parameters;
  readonly query: Query;
}

/** An endpoint and what answers it. */
export interface Route {
  readonly endpoint: Endpoint;
  handle(request: ApiRequest, context: RouteContext<never, never>): Promise<ApiResponse>;
}

/** Ties what answers to its endpoint, which says what parameters and query it is called with. */
export function route<const One extends Endpoint>(
  endpoint: One,
  handle: (request: ApiRequest, context: RouteContext<ParametersOf<One["path"]>, QueryOf<One>>) => Promise<ApiResponse>,
): Route {
  return { endpoint, handle };
}

/** The route of a request, and the values of its path's parameters as they were sent. */
export interface FoundRoute {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Finds the route of a request. `everywhere` are the endpoints of all functions: one of them answers what API Gateway
 * has no route for. Throws 404, or 405 where the path is one of ours with other methods.
 */
export function findRoute(
  routes: readonly Route[],
  everywhere: readonly Endpoint[],
  { method, path }: RequestHead,
): FoundRoute {
  const wanted = method === "HEAD" ? "GET" : method;
  for (const candidate of routes) {
    if (candidate.endpoint.method !== wanted) continue;
    const parameters = matchPath(candidate.endpoint.path, path);
    if (parameters) return { route: candidate, parameters };
  }
  const methods = everywhere.filter((endpoint) => matchPath(endpoint.path, path)).map((endpoint) => endpoint.method);
  if (methods.length === 0)
    throw new HttpProblem(404, "There is no such path: GET /openapi.json lists those that are.");
  const allowed = methods.flatMap((one) => (one === "GET" ? [one, "HEAD"] : [one])).join(", ");
  throw new HttpProblem(405, `This path takes ${allowed}, not ${method}.`, { headers: { allow: allowed } });
}

/**
 * `/v1/services/{name}` and `/v1/services/hello` give `{name: "hello"}`; paths that differ give nothing.
 * API Gateway hands paths on decoded, so that nothing is decoded here: what is still encoded is no name of ours.
 */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] as string;
    if (part.startsWith("{") && value !== "") parameters[part.slice(1, -1)] = value;
    else if (part !== value) return undefined;
  }
  return parameters;
}
