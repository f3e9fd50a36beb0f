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
import { nativeProtocol, type PlainCall, type PlainOutput, plainTransport } from "./plain-transport.ts";
import type { WireRequest, WireResponse } from "./request.ts";
import { type InProcessHandler, inProcessHandler } from "./request-handler.ts";
import { type Backend, type ServedCall, serveCall } from "./serve-call.ts";
import { wireTransport } from "./wire-transport.ts";

/** The door of the local cloud: every AWS client reaches its services through here. */
export interface Edge {
  /** Serves one request. Rejects with `DroppedAnswer` when a fault drops the answer; everything else is a response. */
  handle(request: WireRequest): Promise<WireResponse>;
  /**
   * Serves one call from within the process, without a wire: latency, faults, IAM and the call log are as over it.
   * Rejects with `DroppedAnswer` when a fault drops the answer.
   */
  handlePlain(call: PlainCall): Promise<PlainAnswer>;
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

  const serve = async <Answer>(
    call: ServedCall<Answer>,
    accessKeyId: string | undefined,
    told: { ok(answer: Answer): Told; failed(error: AwsError): WireResponse },
  ): Promise<Answer | WireResponse> => {
    const began = world.clock.now();
    const record = (seen: Told): void => callLog.record(recordOf(call, seen, began, world.clock.now()));
    try {
      call.principal = identity.principal(accessKeyId);
      const answer = await serveCall(backend, call);
      record(told.ok(answer));
      return answer;
    } catch (thrown) {
      if (thrown instanceof DroppedAnswer) {
        record({ status: 0 });
        throw thrown;
      }
      const error = thrown instanceof AwsError ? thrown : internalFailure(thrown);
      if (error !== thrown) onFailure(thrown, `${call.detected.service}:${call.detected.operation}`);
      const response = told.failed(error);
      record({ status: response.status, error });
      return response;
    }
  };

  const handle = async (request: WireRequest): Promise<WireResponse> => {
    const detected = detect(request);
    const requestId = world.random.uuid();
    if (!detected) return withRequestId(encodeUndetected(unknownRequest(request)), requestId);
    const transport = wireTransport(world, detected, request, requestId);
    const call = { detected, transport, requestId, principal: anonymous, permissions: [] };
    const response = await serve(call, detected.scope?.accessKeyId, {
      ok: (answered) => ({ status: answered.status, error: rawError(answered) }),
      failed: (error) => encodeError(error, detected, requestId),
    });
    return withRequestId(response, requestId);
  };

  const handlePlain = async (plain: PlainCall): Promise<PlainAnswer> => {
    const requestId = world.random.uuid();
    const { service, operation, accessKeyId } = plain;
    const detected = { service, operation };
    const call = { detected, transport: plainTransport(plain), requestId, principal: anonymous, permissions: [] };
    let failure: WireResponse | undefined;
    const answer = await serve(call, accessKeyId, {
      ok: ({ status }) => ({ status }),
      failed(error) {
        const protocol = nativeProtocol(service);
        failure = withRequestId(encodeError(error, { ...detected, protocol, scope: undefined }, requestId), requestId);
        return failure;
      },
    });
    return failure ? { failure } : { requestId, output: answer as PlainOutput };
  };

  const own = ownRoutes(options, callLog);
  return {
    handle,
    handlePlain,
    routes: own,
    requestHandler: () => inProcessHandler(handle),
    listen: (port, host = "127.0.0.1", routes = []) =>
      startHttpServer({ port, host, handle, routes: [...own, ...routes] }),
    call: directCall(backend),
    callLog,
  };
}

/** The answer to a call without a wire: its output, or an error as its service's protocol writes it. */
export type PlainAnswer =
  | { readonly requestId: string; readonly output: PlainOutput }
  | { readonly failure: WireResponse };

/** What the call log keeps of an answer. */
interface Told {
  readonly status: number;
  readonly error?: { readonly code: string; readonly message: string } | undefined;
}

function recordOf(call: ServedCall<unknown>, { status, error }: Told, began: number, ended: number): CallRecord {
  const { detected, requestId, principal, permissions } = call;
  const { service, operation } = detected;
  return {
    time: began,
    duration: ended - began,
    requestId,
    service,
    operation,
    principal: principal.arn,
    permissions,
    status,
    ...(error && { errorCode: error.code, errorMessage: error.message }),
  };
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
