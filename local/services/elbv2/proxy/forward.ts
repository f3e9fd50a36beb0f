import { type ClientRequest, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { Endpoint } from "../../../cloud.ts";
import type { Clock } from "../../../world/clock.ts";
import type { TargetRecord } from "../state.ts";
import { answer, answerError } from "./answer.ts";
import type { Connections } from "./connections.ts";
import { toClient } from "./headers.ts";

/** How a forwarded request ended: a target's status, or the status with which the load balancer answered instead. */
export type Outcome =
  | { readonly by: "target"; readonly status: number }
  | { readonly by: "load balancer"; readonly status: number };

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: TargetRecord;
  readonly endpoint: Endpoint;
  /** Raw, for the target. */
  readonly headers: string[];
  readonly idleMilliseconds: number;
  readonly clock: Clock;
  readonly connections: Connections;
  done(outcome: Outcome): void;
}

const idempotent: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]);

/**
 * Passes one request on to a target and its answer back, both as streams. 502 when the target refuses, resets or
 * talks nonsense; 504 when nothing moves for the idle timeout. A kept connection which the target closed just as the
 * request went out is nobody's failure: a request without a body that may be repeated is sent again on a new one.
 */
export function forward(exchange: Exchange): void {
  const { request, response, endpoint, done } = exchange;
  if (endpoint.kind === "simulated") {
    forwardToSimulated(exchange, endpoint);
    return;
  }
  const hasBody = request.headers["content-length"] !== undefined || request.headers["transfer-encoding"] !== undefined;
  const repeatable = !hasBody && idempotent.has(request.method ?? "");
  let upstream: ClientRequest | undefined;
  let moved = exchange.clock.now();
  let over = false;

  const finish = (outcome: Outcome): void => {
    if (over) return;
    over = true;
    idle.cancel();
    done(outcome);
  };
  const fail = (status: number): void => {
    if (over) return;
    finish({ by: "load balancer", status });
    upstream?.destroy();
    if (response.headersSent) response.destroy();
    else answerError(response, status);
  };
  const idle = watch(
    exchange,
    () => moved,
    () => fail(504),
  );

  const send = (): void => {
    const attempt = httpRequest({
      agent: exchange.connections.agent(exchange.target),
      host: endpoint.host,
      port: endpoint.port,
      method: request.method,
      path: request.url,
      headers: exchange.headers,
      setHost: false,
    });
    upstream = attempt;
    attempt.on("error", () => {
      if (over || upstream !== attempt) return;
      if (repeatable && attempt.reusedSocket && !response.headersSent) send();
      else fail(502);
    });
    attempt.on("response", (answered) => {
      moved = exchange.clock.now();
      const status = answered.statusCode ?? 502;
      response.writeHead(status, answered.statusMessage, toClient(answered.rawHeaders, answered.headers.connection));
      answered.on("data", () => {
        moved = exchange.clock.now();
      });
      answered.on("end", () => finish({ by: "target", status }));
      answered.on("error", () => fail(502));
      answered.pipe(response);
    });
    if (hasBody) request.pipe(attempt);
    else attempt.end();
  };

  if (hasBody) {
    request.on("data", () => {
      moved = exchange.clock.now();
    });
  }
  response.on("close", () => {
    if (over) return;
    finish({ by: "load balancer", status: 460 });
    upstream?.destroy();
  });
  send();
}

/** Calls `expired` once nothing has moved for the idle timeout. */
function watch({ clock, idleMilliseconds }: Exchange, moved: () => number, expired: () => void): { cancel(): void } {
  const look = (): void => {
    const left = moved() + idleMilliseconds - clock.now();
    if (left <= 0) expired();
    else timer = clock.schedule(left, look);
  };
  let timer = clock.schedule(idleMilliseconds, look);
  return { cancel: () => timer.cancel() };
}

function forwardToSimulated({ request, response, done }: Exchange, endpoint: Endpoint & { kind: "simulated" }): void {
  const result = endpoint.respond(request.url ?? "/");
  if (result.kind === "status") {
    done({ by: "target", status: result.status });
    answer(response, result.status, {});
    return;
  }
  const status = result.kind === "refused" ? 502 : 504;
  done({ by: "load balancer", status });
  answerError(response, status);
}
