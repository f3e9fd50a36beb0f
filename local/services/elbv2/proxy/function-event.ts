import type { Arrival } from "./arrival.ts";
import type { RawHeaders } from "./headers.ts";

/** The event that a load balancer hands to a function, with single values or, where its group is set so, with all. */
export type FunctionEvent = {
  readonly requestContext: { readonly elb: { readonly targetGroupArn: string } };
  readonly httpMethod: string;
  readonly path: string;
  readonly body: string;
  readonly isBase64Encoded: boolean;
} & (
  | {
      readonly queryStringParameters: Readonly<Record<string, string>>;
      readonly headers: Readonly<Record<string, string>>;
    }
  | {
      readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[]>>;
      readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
    }
);

export interface FunctionAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

export function makeFunctionEvent({
  targetGroupArn,
  arrival,
  headers,
  body,
  isMultiValue,
}: {
  readonly targetGroupArn: string;
  readonly arrival: Arrival;
  readonly headers: RawHeaders;
  readonly body: Buffer;
  readonly isMultiValue: boolean;
}): FunctionEvent {
  const allHeaders = together(pairsOf(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const query = together(queryOf(arrival.query));
  const isText = body.length === 0 || isPlain(arrival);
  return {
    requestContext: { elb: { targetGroupArn } },
    httpMethod: arrival.method,
    path: arrival.path,
    ...(isMultiValue
      ? { multiValueQueryStringParameters: query, multiValueHeaders: allHeaders }
      : { queryStringParameters: lastOf(query), headers: lastOf(allHeaders) }),
    body: body.toString(isText ? "utf8" : "base64"),
    isBase64Encoded: !isText,
  };
}

/** What the function returned as an answer; nothing where it is none. */
export function readFunctionAnswer(payload: unknown, isMultiValue: boolean): FunctionAnswer | undefined {
  if (typeof payload !== "object" || payload === null) return undefined;
  const { statusCode, headers, multiValueHeaders, body = "", isBase64Encoded } = payload as Record<string, unknown>;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 999) return undefined;
  if (typeof body !== "string") return undefined;
  const given = (isMultiValue ? multiValueHeaders : headers) ?? {};
  if (typeof given !== "object") return undefined;
  return {
    status,
    headers: Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
    ),
    body: Buffer.from(body, isBase64Encoded === true ? "base64" : "utf8"),
  };
}

/** Bodies of these types are handed on as they are, unless they are encoded; all others in base64. */
function isPlain(arrival: Arrival): boolean {
  if (arrival.header("content-encoding") !== undefined) return false;
  return /^(text\/|application\/(json|javascript|xml)\b)/i.test(arrival.header("content-type") ?? "");
}

function pairsOf(raw: RawHeaders): (readonly [string, string])[] {
  return Array.from({ length: Math.floor(raw.length / 2) }, (_, index) => [
    raw[2 * index] as string,
    raw[2 * index + 1] as string,
  ]);
}

/** Names and values as they were sent: a load balancer does not decode them. */
function queryOf(query: string): (readonly [string, string])[] {
  return query === ""
    ? []
    : query.split("&").map((part) => {
        const mark = part.indexOf("=");
        return mark < 0 ? [part, ""] : [part.slice(0, mark), part.slice(mark + 1)];
      });
}

function together(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const [name, value] of pairs) all[name] = [...(all[name] ?? []), value];
  return all;
}

/** Of several values of a name only the last is told. */
function lastOf(all: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(all).map(([name, values]) => [name, values.at(-1) as string]));
}
