import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { HttpProblem } from "./problem.ts";

/** A request as the routes see it: decoded, small enough, and nothing believed of it yet. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  /** As it was sent: `limit=10&cursor=x`. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it was sent; empty where there is none, and of what only looks. */
  readonly body: string;
  /** The remote address. */
  readonly source: string;
  /** API Gateway's id of the request: another one each time it is sent. */
  readonly id: string;
}

/** The largest body that is read, in bytes: a manifest is a page or two. */
export const bodyLimit = 64 * 1024;

/** What is known of a request before its body is looked at. */
export type RequestHead = Omit<ApiRequest, "body">;

/** Reads what API Gateway sends (HTTP API, payload format 2.0), but for the body. */
export function readHead(event: APIGatewayProxyEventV2): RequestHead {
  const { http } = event.requestContext;
  const headers = Object.entries(event.headers ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), value]],
  );
  return {
    method: http.method,
    path: event.rawPath,
    query: event.rawQueryString ?? "",
    headers: Object.fromEntries(headers),
    source: http.sourceIp,
    id: event.requestContext.requestId,
  };
}

/** Reads the body. Throws 413 for more than the limit, and 400 for what is no text. */
export function readBody({ body = "", isBase64Encoded }: APIGatewayProxyEventV2): string {
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  if (bytes.byteLength > bodyLimit)
    throw new HttpProblem(413, `The body has ${bytes.byteLength} bytes, and ${bodyLimit} are the most that is read.`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new HttpProblem(400, "The body is not UTF-8 text.");
  }
}
