import type { World } from "../world/world.ts";
import type { HttpApi, HttpRequest } from "./api.ts";
import type { RouteMatch } from "./match-route.ts";

/** Payload format 2.0 of a Lambda integration, as far as the local API Gateway fills it. */
export interface ProxyEvent {
  readonly version: "2.0";
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly requestContext: RequestContext;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

export interface RequestContext {
  readonly accountId: string;
  readonly apiId: string;
  readonly domainName: string;
  readonly domainPrefix: string;
  readonly http: { method: string; path: string; protocol: string; sourceIp: string; userAgent: string };
  readonly requestId: string;
  readonly routeKey: string;
  readonly stage: string;
  /** `12/Mar/2020:19:03:58 +0000`. */
  readonly time: string;
  readonly timeEpoch: number;
}

/** Turns a request into the event that the function gets. */
export function makeEvent(world: World, api: HttpApi, request: HttpRequest, match: RouteMatch): ProxyEvent {
  const { path, query } = splitUrl(request.url);
  const { cookie, ...others } = request.headers;
  const headers = joinHeaders(others);
  const now = world.clock.now();
  const domainPrefix = api.id;
  const text = isText(headers["content-type"]);
  return {
    version: "2.0",
    routeKey: match.route.key,
    rawPath: path,
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: [cookie].flat().flatMap((line) => line.split(/;\s*/)) }),
    headers,
    ...(query !== "" && { queryStringParameters: readQuery(query) }),
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    ...(Object.keys(api.stageVariables).length > 0 && { stageVariables: api.stageVariables }),
    requestContext: {
      accountId: world.account,
      apiId: api.id,
      domainName: `${domainPrefix}.execute-api.${world.region}.amazonaws.com`,
      domainPrefix,
      http: {
        method: request.method,
        path,
        protocol: "HTTP/1.1",
        sourceIp: request.sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: `${world.random.characters(15, alphanumeric)}=`,
      routeKey: match.route.key,
      stage: "$default",
      time: commonLogTime(now),
      timeEpoch: now,
    },
    ...(request.body.length > 0 && { body: Buffer.from(request.body).toString(text ? "utf8" : "base64") }),
    isBase64Encoded: request.body.length > 0 && !text,
  };
}

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/**
 * Path and query of a request's target. API Gateway hands the path on decoded
 * (https://github.com/hotsock/voker/pull/8 has captures), the query as it was sent.
 */
export function splitUrl(url: string): { path: string; query: string } {
  const position = url.indexOf("?");
  const path = position < 0 ? url : url.slice(0, position);
  return { path: decode(path), query: position < 0 ? "" : url.slice(position + 1) };
}

/** Bodies that reach the function as text; all others (forms too) are base64. */
function isText(contentType: string | undefined): boolean {
  return /^(text\/|application\/(json|javascript|xml)\b|application\/[\w.-]+\+(json|xml)\b)/i.test(contentType ?? "");
}

function joinHeaders(headers: HttpRequest["headers"]): Record<string, string> {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), [value].flat().join(",")]));
}

/** Values of the same name are joined by a comma. */
function readQuery(query: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query))
    found[name] = Object.hasOwn(found, name) ? `${found[name]},${value}` : value;
  return found;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function commonLogTime(now: number): string {
  const [, weekdayFree = ""] = new Date(now).toUTCString().split(", ");
  const [day = "", month = "", year = "", time = ""] = weekdayFree.split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}
