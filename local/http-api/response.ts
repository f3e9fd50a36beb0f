import { type HttpResponse, messageResponse } from "./api.ts";

/**
 * Turns what a function returned into the response. Without a `statusCode` the whole value is the JSON body of a
 * 200; what cannot be a response is a 500.
 */
export function makeResponse(payload: unknown): HttpResponse {
  if (!hasStatus(payload)) return inferred(payload);
  const status = Number(payload.statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return internalError();
  const { body = "", isBase64Encoded, headers = {}, cookies } = payload;
  if (typeof body !== "string") return internalError();
  return {
    status,
    headers: {
      ...(body !== "" && { "content-type": "text/plain;charset=UTF-8" }),
      ...lowerCase(headers),
      ...(Array.isArray(cookies) && cookies.length > 0 && { "set-cookie": cookies.map(String) }),
    },
    body: Buffer.from(body, isBase64Encoded === true ? "base64" : "utf8"),
  };
}

export function internalError(): HttpResponse {
  return messageResponse(500, "Internal Server Error");
}

function hasStatus(payload: unknown): payload is Record<string, unknown> & { statusCode: unknown } {
  return typeof payload === "object" && payload !== null && "statusCode" in payload;
}

function inferred(payload: unknown): HttpResponse {
  const body = typeof payload === "string" ? payload : JSON.stringify(payload ?? null);
  return { status: 200, headers: { "content-type": "application/json" }, body: Buffer.from(body) };
}

function lowerCase(headers: unknown): Record<string, string> {
  if (typeof headers !== "object" || headers === null) return {};
  const given = Object.entries(headers).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), String(value)]));
}
