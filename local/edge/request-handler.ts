import { DroppedAnswer } from "./faults.ts";
import { type WireRequest, type WireResponse, wireRequest } from "./request.ts";

/** The part of an SDK client's HTTP request that matters without a socket. */
export interface InProcessRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface InProcessResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** Fits an SDK client's `requestHandler`: `new ECSClient({ requestHandler: edge.requestHandler(), … })`. */
export interface InProcessHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(request: InProcessRequest, options?: { abortSignal?: unknown }): Promise<{ response: InProcessResponse }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

/** Hands a client's requests to the edge in the same process. Nothing in it waits on sockets or real timers. */
export function inProcessHandler(handle: (request: WireRequest) => Promise<WireResponse>): InProcessHandler {
  return {
    metadata: { handlerProtocol: "http/1.1" },
    async handle(request, options) {
      const { method, path, headers } = request;
      const wire = wireRequest({ method, path, headers, query: queryOf(request), body: bytesOf(request.body) });
      const answer = handle(wire).catch(asClientsSeeIt);
      const response = await untilAborted(answer, options?.abortSignal as AbortSignal | undefined);
      const body = new Uint8Array(response.body);
      return { response: { statusCode: response.status, headers: { ...response.headers }, body } };
    },
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
    destroy: () => {},
  };
}

/** A dropped answer looks like what the SDK's own HTTP handler makes of a connection that was reset. */
export function asClientsSeeIt(error: unknown): never {
  if (!(error instanceof DroppedAnswer)) throw error;
  throw Object.assign(new Error("socket hang up"), { name: "TimeoutError", code: "ECONNRESET" });
}

function queryOf(request: InProcessRequest): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {}))
    for (const item of Array.isArray(value) ? value : [value ?? ""]) query.append(name, item as string);
  return query;
}

/** Bodies are text, or bytes: some SDK versions send bytes that only pretend to be a string. */
function bytesOf(body: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array();
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (typeof body === "string") return Buffer.from(body);
  throw new TypeError("Only bodies that are text or bytes can be sent without a socket.");
}

async function untilAborted<Answer>(answer: Promise<Answer>, signal: AbortSignal | undefined): Promise<Answer> {
  if (!signal) return answer;
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(Object.assign(new Error("Request aborted"), { name: "AbortError" }));
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([answer, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
