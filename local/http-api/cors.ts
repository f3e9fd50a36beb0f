import type { Cors, HttpRequest, HttpResponse } from "./api.ts";

/** Answers a preflight request, which never reaches a function when the API has CORS. */
export function preflight(cors: Cors, request: HttpRequest): HttpResponse | undefined {
  if (request.method !== "OPTIONS") return undefined;
  if (!request.headers.origin || !request.headers["access-control-request-method"]) return undefined;
  const origin = allowedOrigin(cors, request);
  return {
    status: 204,
    headers: origin
      ? {
          ...originHeaders(cors, origin),
          ...(cors.allowMethods.length > 0 && { "access-control-allow-methods": cors.allowMethods.join(",") }),
          ...(cors.allowHeaders.length > 0 && { "access-control-allow-headers": cors.allowHeaders.join(",") }),
          ...(cors.maxAgeSeconds !== undefined && { "access-control-max-age": String(cors.maxAgeSeconds) }),
        }
      : {},
    body: new Uint8Array(),
  };
}

/** Puts the API's own CORS headers in the place of those which the function may have set. */
export function withCors(cors: Cors, request: HttpRequest, response: HttpResponse): HttpResponse {
  const own = Object.entries(response.headers).filter(([name]) => !name.startsWith("access-control-"));
  const origin = allowedOrigin(cors, request);
  return {
    ...response,
    headers: {
      ...Object.fromEntries(own),
      ...(origin && originHeaders(cors, origin)),
      ...(origin && cors.exposeHeaders.length > 0 && { "access-control-expose-headers": cors.exposeHeaders.join(",") }),
    },
  };
}

function originHeaders(cors: Cors, origin: string): Record<string, string> {
  return {
    "access-control-allow-origin": origin,
    ...(cors.allowCredentials && { "access-control-allow-credentials": "true" }),
  };
}

function allowedOrigin(cors: Cors, request: HttpRequest): string | undefined {
  const origin = [request.headers.origin].flat()[0];
  if (!origin) return undefined;
  if (cors.allowOrigins.includes("*")) return "*";
  return cors.allowOrigins.find(
    (allowed) => allowed.toLowerCase() === origin.toLowerCase() || isBelow(allowed, origin),
  );
}

/** `https://*` and `http://*` stand for every origin of that scheme. */
function isBelow(allowed: string, origin: string): boolean {
  return allowed.endsWith("://*") && origin.startsWith(allowed.slice(0, -1));
}
