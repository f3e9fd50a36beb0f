import { gunzipSync } from "node:zlib";
import type { RawRequest, RawResponse } from "./contract.ts";

/** A request as the edge reads it, whether it came over HTTP or from a client in the process. */
export interface WireRequest extends RawRequest {
  /** Query parameters in the order of the URL, decoded. */
  readonly query: URLSearchParams;
}

export type WireResponse = RawResponse;

/** Brings a request into the edge's form: header names in lower case, and a body that is not compressed. */
export function wireRequest(request: {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}): WireRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  if (headers["content-encoding"] !== "gzip") return { ...request, headers };
  const { "content-encoding": _, ...rest } = headers;
  return { ...request, headers: rest, body: gunzipSync(request.body) };
}

/** What a SigV4 signature tells besides proving it: whose key it is, and which region and service it is for. */
export interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly signingName: string;
}

/** Reads the credential scope out of the `Authorization` header, or of a presigned URL. `undefined` when unsigned. */
export function scopeOf(request: WireRequest): Scope | undefined {
  const header = /Credential=([^,\s]+)/.exec(request.headers.authorization ?? "")?.[1];
  const credential = header ?? request.query.get("X-Amz-Credential");
  const [accessKeyId, , region, signingName] = credential?.split("/") ?? [];
  if (!accessKeyId || !region || !signingName) return undefined;
  return { accessKeyId, region, signingName };
}

export function text(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
}
