import type { InvocationResult } from "../cloud.ts";
import { AwsError } from "../edge/aws-error.ts";
import type { Host } from "../edge/contract.ts";
import { ownTime } from "../world/clock.ts";
import { type HttpApi, type HttpRequest, type HttpResponse, type Integration, messageResponse } from "./api.ts";
import { preflight, withCors } from "./cors.ts";
import { makeEvent, splitUrl } from "./event.ts";
import { matchRoute } from "./match-route.ts";
import { internalError, makeResponse } from "./response.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const limits = { bodyBytes: 10_485_760, headerBytes: 10_240 } as const;

export const bodyLimitBytes = limits.bodyBytes;

/** Answers one request as API Gateway does: finds the route, asks its function, and waits at most 30 seconds for it. */
export async function handle(host: Host, api: HttpApi, request: HttpRequest): Promise<HttpResponse> {
  const early = api.cors && preflight(api.cors, request);
  const response = early ?? (await answer(host, api, request));
  const final = api.cors && !early ? withCors(api.cors, request, response) : response;
  const id = `${host.world.random.characters(15)}=`;
  return { ...final, headers: { ...final.headers, "apigw-requestid": id } };
}

async function answer(host: Host, api: HttpApi, request: HttpRequest): Promise<HttpResponse> {
  if (request.body.length > limits.bodyBytes) return messageResponse(413, "Request Entity Too Large");
  if (headerBytes(request) > limits.headerBytes) return messageResponse(431, "Request Header Fields Too Large");
  const match = matchRoute(api.routes, request.method, splitUrl(request.url).path);
  const integration = match && api.integrations.get(match.route.integrationId);
  if (!match || !integration) return messageResponse(404, "Not Found");
  const { functionArn } = integration;
  const event = makeEvent(host.world, api, request, match);
  try {
    if (!host.cloud.functions.permits(functionArn, "apigateway.amazonaws.com", sourceArn(host, api, match.route.key)))
      return internalError();
    const result = await invoke(host, integration, event);
    if (result === "timeout") return messageResponse(503, "Service Unavailable");
    return result.kind === "error" ? internalError() : makeResponse(result.payload);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return error.status === 429 ? messageResponse(503, "Service Unavailable") : internalError();
  }
}

function invoke(host: Host, integration: Integration, event: unknown): Promise<InvocationResult | "timeout"> {
  const { promise, resolve, reject } = Promise.withResolvers<InvocationResult | "timeout">();
  const timer = host.world.clock.schedule(ownTime(host.world.clock, integration.timeoutMilliseconds), () =>
    resolve("timeout"),
  );
  host.cloud.functions.invoke(integration.functionArn, event).then(resolve, reject);
  return promise.finally(() => timer.cancel());
}

/** What a function's permission names: `arn:aws:execute-api:…:<api>/<stage>/<method>/<path>`. */
function sourceArn({ world }: Host, api: HttpApi, routeKey: string): string {
  const [method = "", path = ""] = routeKey.split(" ");
  const resource = path ? `$default/${method === "ANY" ? "*" : method}${path}` : `$default/${routeKey}`;
  return `arn:aws:execute-api:${world.region}:${world.account}:${api.id}/${resource}`;
}

function headerBytes(request: HttpRequest): number {
  return Object.entries(request.headers).reduce(
    (sum, [name, value]) =>
      sum + [value].flat().reduce((bytes, each) => bytes + name.length + (each?.length ?? 0) + 4, 0),
    request.method.length + request.url.length,
  );
}
