import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Caller } from "../access/caller.ts";
import { Rejected } from "../commands/rejection.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { Store } from "../store/store.ts";
import { authenticate } from "./authenticate.ts";
import { type Endpoint, endpoints } from "./endpoints.ts";
import { idempotently, requestName } from "./idempotent.ts";
import { checkPathParameters } from "./path-parameters.ts";
import type { HttpProblem } from "./problem.ts";
import { asProblem } from "./problem-of.ts";
import { parseQuery } from "./query.ts";
import { createRefusals } from "./refusals.ts";
import { type RequestHead, readBody, readHead } from "./request.ts";
import { type ApiResponse, findRoute, type Route } from "./router.ts";

/** What every API function is made with. */
export interface HttpTools {
  readonly store: Pick<Store, "tokens" | "idempotency" | "audit">;
  readonly clock: Clock;
  readonly logger: Logger;
}

export type ApiHandler = (
  event: APIGatewayProxyEventV2,
  context?: unknown,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** What is found out about a request on its way, for whoever turns it away. */
interface Met {
  caller?: Caller;
}

/** What the log tells of a request: never a path, a query or a body as it was sent, since a secret may stand in one. */
interface Told {
  route?: string;
  caller?: string;
}

/**
 * Makes the Lambda handler of a set of routes: it reads the request, finds who sends it, runs the route (once, under
 * an Idempotency-Key), and answers. Every failure is a problem+json answer, and one line in the log tells of each request.
 */
export function createApiHandler({ store, clock, logger }: HttpTools, routes: readonly Route[]): ApiHandler {
  const everywhere: readonly Endpoint[] = Object.values(endpoints);
  const refusals = createRefusals({ audit: store.audit, clock, logger });

  const answer = async (event: APIGatewayProxyEventV2, told: Told, met: Met): Promise<ApiResponse> => {
    const head = readHead(event);
    const { route, parameters } = findRoute(routes, everywhere, head);
    const { endpoint } = route;
    told.route = endpoint.path;
    const caller = endpoint.isPublic ? nobody : await authenticate(store.tokens, head, clock.now());
    told.caller = caller.id;
    if (!endpoint.isPublic) met.caller = caller;
    checkPathParameters(head.method, parameters);
    const query = parseQuery(head, endpoint.query);
    // Only now, so that whoever sends too much, or what is no text, is known by name in the audit.
    const request = { ...head, body: isWrite(head) ? readBody(event) : "" };
    // The types of parameters and query follow from the endpoint: `route` in router.ts ties them together.
    const run = (by: Caller): Promise<ApiResponse> =>
      route.handle(request, { caller: by, parameters, query } as Parameters<Route["handle"]>[1]);
    if (endpoint.isPublic || !isWrite(request)) return run(caller);
    const name = requestName(caller.id, request);
    const { requestId } = event.requestContext;
    return idempotently({ idempotency: store.idempotency, clock, logger, requestId }, caller.id, request, () =>
      run({ ...caller, ...(name !== undefined && { request: name }) }),
    );
  };

  const handle = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const startedAt = clock.now();
    const { requestId, http } = event.requestContext;
    const told: Told = {};
    const met: Met = {};
    const response = await answer(event, told, met).catch(async (error: unknown) => {
      const problem = asProblem(error, logger, requestId);
      if (told.route !== undefined && isTurnedAway(error, problem, http)) {
        const route = `${http.method} ${told.route}`;
        await refusals.note({ route, source: http.sourceIp, caller: met.caller, reason: reasonOf(error, problem) });
      }
      return problemResponse(problem);
    });
    logger.log({
      level: response.status >= 500 ? "error" : "info",
      message: "request",
      method: http.method,
      ...told,
      status: response.status,
      milliseconds: clock.now() - startedAt,
      requestId,
    });
    return encode(response, http.method, requestId);
  };

  return middy(handle, { timeoutEarlyInMillis: 0 }) as unknown as ApiHandler;
}

/** Public routes must not look at their caller; this makes sure that one which does gets nothing. */
const nobody: Caller = { id: "", name: "", role: "viewer", scope: [], door: "http" };

function isWrite({ method }: Pick<RequestHead, "method">): boolean {
  return method !== "GET" && method !== "HEAD";
}

/**
 * Whether the audit does not know of it yet: who was not let in, what was wrong with a write before it was a command, and
 * a look that was forbidden. A command leaves its line itself.
 */
function isTurnedAway(
  error: unknown,
  { details: { status } }: HttpProblem,
  http: Pick<RequestHead, "method">,
): boolean {
  if (error instanceof Rejected) return typeof error.cause === "string" || (status === 403 && !isWrite(http));
  if (status === 401) return true;
  return isWrite(http) && status >= 400 && status < 500;
}

/** Words of ours, which repeat nothing of what was sent. */
function reasonOf(error: unknown, { hidden, details: { detail, problems = [] } }: HttpProblem): string {
  if (hidden !== undefined) return hidden;
  if (error instanceof Rejected && typeof error.cause === "string") return error.cause;
  return [detail, ...problems.slice(0, 5).map(({ message }) => message)].join(" ").slice(0, 500);
}

function problemResponse({ details, headers }: HttpProblem): ApiResponse {
  return { status: details.status, headers: { ...headers, "content-type": "application/problem+json" }, body: details };
}

function encode(
  { status, headers, body, text = body === undefined ? "" : `${JSON.stringify(body)}\n` }: ApiResponse,
  method: string,
  requestId: string,
): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: status,
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-request-id": requestId,
      ...headers,
    },
    body: method === "HEAD" ? "" : text,
  };
}
