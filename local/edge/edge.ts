import type { Cloud, IdentityPort, Principal } from "../cloud.ts";
import type { World } from "../world/world.ts";
import { AwsError } from "./aws-error.ts";
import { type CallLog, type CallRecord, createCallLog } from "./call-log.ts";
import type { RawService, Service, ServiceKind } from "./contract.ts";
import { detect } from "./detect.ts";
import { directCall } from "./direct-call.ts";
import { encodeError, encodeUndetected } from "./encode-error.ts";
import { DroppedAnswer, type Faults } from "./faults.ts";
import { type HttpServer, type Route, startHttpServer } from "./http-server.ts";
import type { WireRequest, WireResponse } from "./request.ts";
import { type InProcessHandler, inProcessHandler } from "./request-handler.ts";
import { type Backend, type ServedCall, serveCall } from "./serve-call.ts";

/** The door of the local cloud: every AWS client reaches its services through here. */
export interface Edge {
  /** Serves one request. Rejects with `DroppedAnswer` when a fault drops the answer; everything else is a response. */
  handle(request: WireRequest): Promise<WireResponse>;
  /** What an SDK client is given as `requestHandler` to reach the cloud without a socket. */
  requestHandler(): InProcessHandler;
  /** The edge's own pages: `GET /_local/health` and `GET /_local/calls`. */
  readonly routes: readonly Route[];
  /** Serves over HTTP, its own routes and `routes` besides. */
  listen(port: number, host?: string, routes?: readonly Route[]): Promise<HttpServer>;
  /** Runs an operation as the account's administrator, without the wire. */
  readonly call: Cloud["call"];
  readonly callLog: CallLog;
}

export interface EdgeOptions {
  readonly world: World;
  readonly services: ReadonlyMap<ServiceKind, Service | RawService>;
  readonly identity: IdentityPort;
  readonly faults?: Faults;
  readonly callLog?: CallLog;
  /** Told of every failure that is the cloud's own fault, which the caller sees as `InternalFailure`. */
  readonly onFailure?: (error: unknown, operation: string) => void;
}

/** Makes the edge for a set of services. */
export function createEdge(options: EdgeOptions): Edge {
  const { world, services, identity, faults = {}, callLog = createCallLog() } = options;
  const onFailure = options.onFailure ?? ((error, operation) => console.error(`${operation} failed:`, error));
  const backend: Backend = { world, services, identity, faults };

  const answer = async (call: ServedCall): Promise<Outcome> => {
    try {
      call.principal = identity.principal(call.detected.scope?.accessKeyId);
      const response = await serveCall(backend, call);
      return { response, error: rawError(response) };
    } catch (thrown) {
      if (thrown instanceof DroppedAnswer) return { dropped: thrown };
      const error = thrown instanceof AwsError ? thrown : internalFailure(thrown);
      if (error !== thrown) onFailure(thrown, `${call.detected.service}:${call.detected.operation}`);
      return { response: encodeError(error, call.detected, call.requestId), error };
    }
  };

  const handle = async (request: WireRequest): Promise<WireResponse> => {
    const detected = detect(request);
    const requestId = world.random.uuid();
    if (!detected) return withRequestId(encodeUndetected(unknownRequest(request)), requestId);
    const call: ServedCall = { detected, request, requestId, principal: anonymous, permissions: [] };
    const began = world.clock.now();
    const outcome = await answer(call);
    callLog.record(recordOf(call, outcome, began, world.clock.now()));
    if ("dropped" in outcome) throw outcome.dropped;
    return withRequestId(outcome.response, requestId);
  };

  const own = ownRoutes(options, callLog);
  return {
    handle,
    routes: own,
    requestHandler: () => inProcessHandler(handle),
    listen: (port, host = "127.0.0.1", routes = []) =>
      startHttpServer({ port, host, handle, routes: [...own, ...routes] }),
    call: directCall(backend),
    callLog,
  };
}

type Outcome =
  | { readonly response: WireResponse; readonly error?: { readonly code: string; readonly message: string } }
  | { readonly dropped: DroppedAnswer };

function recordOf(call: ServedCall, outcome: Outcome, began: number, ended: number): CallRecord {
  const { detected, requestId, principal, permissions } = call;
  const { service, operation } = detected;
  const head = {
    time: began,
    duration: ended - began,
    requestId,
    service,
    operation,
    principal: principal.arn,
    permissions,
  };
  if ("dropped" in outcome) return { ...head, status: 0 };
  const { response, error } = outcome;
  return { ...head, status: response.status, ...(error && { errorCode: error.code, errorMessage: error.message }) };
}

/** Whom a call belongs to until its key is known. */
const anonymous: Principal = { kind: "administrator", arn: "anonymous" };

function ownRoutes({ world, services }: EdgeOptions, callLog: CallLog): readonly Route[] {
  const health = { status: "ok", account: world.account, region: world.region, services: [...services.keys()] };
  return [
    { method: "GET", path: "/_local/health", handle: () => ({ status: 200, body: health }) },
    { method: "GET", path: "/_local/calls", handle: () => ({ status: 200, body: callLog.entries() }) },
  ];
}

/** A service that encodes its own answers tells its errors by header or body; the log wants the code. */
function rawError(response: WireResponse): { code: string; message: string } | undefined {
  if (response.status < 400) return undefined;
  const body = JSON.parse(Buffer.from(response.body).toString("utf8") || "{}") as { __type?: string; message?: string };
  return { code: body.__type?.split("#").at(-1) ?? String(response.status), message: body.message ?? "" };
}

function withRequestId(response: WireResponse, requestId: string): WireResponse {
  return { ...response, headers: { "x-amzn-requestid": requestId, ...response.headers } };
}

function unknownRequest(request: WireRequest): AwsError {
  const target = request.headers["x-amz-target"] ?? `${request.method} ${request.path}`;
  return new AwsError("NotImplemented", `The local cloud knows no operation for ${target}.`, { status: 404 });
}

function internalFailure(thrown: unknown): AwsError {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new AwsError("InternalFailure", `The local cloud failed: ${reason}`, { status: 500 });
}
