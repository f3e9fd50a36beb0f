import { HttpProblem } from "./problem.ts";
import type { ApiRequest } from "./request.ts";

/** What a route answers: a JSON body, or text as it is. */
export interface ApiResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** One route: `GET /v1/services/{name}`. `Context` is what the function's routes are called with besides the request. */
export interface Route<Context> {
  readonly method: Method;
  readonly path: string;
  handle(request: ApiRequest, parameters: Readonly<Record<string, string>>, context: Context): Promise<ApiResponse>;
}

export interface Match<Context> {
  readonly route: Route<Context>;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Finds the route of a request. Throws 404, or 405 where the path is one of ours with other methods. */
export function findRoute<Context>(routes: readonly Route<Context>[], { method, path }: ApiRequest): Match<Context> {
  const here = routes.flatMap((route) => {
    const parameters = matchPath(route.path, path);
    return parameters ? [{ route, parameters }] : [];
  });
  const match = here.find(({ route }) => route.method === method);
  if (match) return match;
  if (here.length === 0) throw new HttpProblem(404, `There is no ${path} here: GET /openapi.json lists what there is.`);
  const allowed = here.map(({ route }) => route.method).join(", ");
  throw new HttpProblem(405, `${path} takes ${allowed}, not ${method}.`, { headers: { allow: allowed } });
}

/** `/v1/services/{name}` and `/v1/services/hello` give `{name: "hello"}`; paths that differ give nothing. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split("/"), path.replace(/\/$/, "").split("/")];
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] as string;
    if (!part.startsWith("{")) {
      if (part !== value) return undefined;
      continue;
    }
    const decoded = decode(value);
    if (decoded === undefined || decoded === "") return undefined;
    parameters[part.slice(1, -1)] = decoded;
  }
  return parameters;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
