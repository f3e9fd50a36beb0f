import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Caller } from "../access/caller.ts";
import { Rejected, type RejectionKind } from "../commands/rejection.ts";
import { NotReady, Transient } from "../errors/errors.ts";
import { translate } from "../errors/translate.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { Store } from "../store/store.ts";
import { authenticate } from "./authenticate.ts";
import { idempotently } from "./idempotent.ts";
import { HttpProblem, type ProblemStatus } from "./problem.ts";
import { type ApiRequest, readRequest } from "./request.ts";
import { type ApiResponse, findRoute, type Route } from "./router.ts";

/** What every API function is made with. */
export interface HttpTools {
  readonly store: Pick<Store, "tokens" | "idempotency">;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What a route is called with besides the request. Public routes have no caller. */
export interface RouteContext {
  readonly caller: Caller;
}

export type ApiRoute = Route<RouteContext> & { readonly isPublic?: boolean };

export type ApiHandler = (
  event: APIGatewayProxyEventV2,
  context?: unknown,
) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * Makes the Lambda handler of a set of routes: it reads the request, finds who sends it, runs the route (once, under
 * an Idempotency-Key), and answers. Every failure is a problem+json answer, and one line in the log tells of each request.
 */
export function createApiHandler({ store, clock, logger }: HttpTools, routes: readonly ApiRoute[]): ApiHandler {
  const answer = async (event: APIGatewayProxyEventV2): Promise<ApiResponse> => {
    const request = readRequest(event);
    const { route, parameters } = findRoute(routes as readonly ApiRoute[], request);
    if ((route as ApiRoute).isPublic) return route.handle(request, parameters, nobody);
    const caller = await authenticate(store.tokens, request, clock.now());
    const run = (): Promise<ApiResponse> => route.handle(request, parameters, { caller });
    return isWrite(request) ? idempotently(store.idempotency, caller.id, request, clock.now(), run) : run();
  };

  const handle = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const startedAt = clock.now();
    const requestId = event.requestContext.requestId;
    const response = await answer(event).catch((error: unknown) => problemResponse(error, logger, requestId));
    logger.log({
      level: response.status >= 500 ? "error" : "info",
      message: "request",
      method: event.requestContext.http.method,
      path: event.rawPath,
      status: response.status,
      milliseconds: clock.now() - startedAt,
      requestId,
    });
    return encode(response, requestId);
  };

  return middy(handle, { timeoutEarlyInMillis: 0 }) as unknown as ApiHandler;
}

/** Public routes must not look at their caller; this makes sure that one which does gets nothing. */
const nobody: RouteContext = { caller: { id: "", name: "", role: "viewer", scope: [], door: "http" } };

function isWrite({ method }: ApiRequest): boolean {
  return method !== "GET";
}

const statuses: Readonly<Record<RejectionKind, ProblemStatus>> = {
  invalid: 422,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
};

function problemResponse(error: unknown, logger: Logger, requestId: string): ApiResponse {
  const { details, headers } = asProblem(error, logger, requestId);
  return { status: details.status, headers: { ...headers, "content-type": "application/problem+json" }, body: details };
}

function asProblem(error: unknown, logger: Logger, requestId: string): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof Rejected) {
    const { problems, deploymentId } = error;
    return new HttpProblem(statuses[error.kind], error.message, {
      problems,
      ...(deploymentId !== undefined && { deploymentId }),
    });
  }
  const translated = translate(error);
  logger.log({
    level: "error",
    message: "request failed",
    error: translated.name,
    reason: translated.message,
    requestId,
  });
  if (translated instanceof Transient || translated instanceof NotReady)
    return new HttpProblem(503, "AWS is slow or unavailable right now: try again in a moment.", {
      headers: { "retry-after": "5" },
    });
  return new HttpProblem(500, `Fairway failed. Its log tells why, under the request id ${requestId}.`);
}

function encode({ status, headers = {}, body }: ApiResponse, requestId: string): APIGatewayProxyStructuredResultV2 {
  const isText = typeof body === "string";
  return {
    statusCode: status,
    headers: {
      "content-type": isText ? "text/plain; charset=utf-8" : "application/json",
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...headers,
    },
    body: body === undefined ? "" : isText ? body : `${JSON.stringify(body)}\n`,
  };
}
