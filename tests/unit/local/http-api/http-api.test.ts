import { afterEach, describe, expect, test } from "@jest/globals";
import type { Cloud, InvocationResult } from "../../../../local/cloud.ts";
import { AwsError } from "../../../../local/edge/aws-error.ts";
import { type Cors, createHttpApi, type HttpApis } from "../../../../local/http-api/index.ts";
import { laptop } from "../../../../local/world/profile.ts";
import { seededRandom } from "../../../../local/world/random.ts";
import { virtualClock } from "../../../../local/world/virtual-clock.ts";

type ProxyEvent = Record<string, unknown> & { headers: Record<string, string> };

let apis: HttpApis | undefined;

afterEach(async () => {
  await apis?.close();
});

interface Options {
  answer?: (event: ProxyEvent) => unknown;
  result?: () => InvocationResult | Promise<InvocationResult>;
  permits?: (sourceArn: string) => boolean;
  cors?: Cors;
  routes?: string[];
}

async function start(options: Options = {}) {
  const clock = virtualClock();
  const events: ProxyEvent[] = [];
  const sources: string[] = [];
  const cloud = {
    functions: {
      permits: (_arn: string, principal: string, sourceArn: string) => {
        sources.push(sourceArn);
        return principal === "apigateway.amazonaws.com" && (options.permits?.(sourceArn) ?? true);
      },
      invoke: async (_arn: string, event: ProxyEvent) => {
        events.push(event);
        if (options.result) return options.result();
        return { kind: "result", payload: options.answer ? options.answer(event) : { statusCode: 200, body: "ok" } };
      },
    },
  } as unknown as Cloud;
  const world = { clock, random: seededRandom(1), profile: laptop, account: "123456789012", region: "us-east-1" };
  const made = createHttpApi({ world, cloud });
  apis = made;
  const apiId = made.addApi({ name: "test", ...(options.cors && { cors: options.cors }) });
  const integrationId = made.addIntegration(apiId, { functionArn: "arn:function", timeoutMilliseconds: 30_000 });
  for (const key of options.routes ?? ["ANY /{proxy+}", "GET /v1/x/{id}"]) made.addRoute(apiId, { key, integrationId });
  const address = await made.listen(0);
  return { clock, events, sources, address, apiId, apis: made };
}

describe("A request to an HTTP API", () => {
  test("reaches the function as an event in payload format 2.0", async () => {
    const { address, apiId, events } = await start();

    await fetch(`${address}/v1/x/a%20b?q=1&q=2&r=%C3%A9`, {
      headers: { "X-One": "1", cookie: "a=1; b=2", "user-agent": "test" },
    });

    expect(events[0]).toMatchObject({
      version: "2.0",
      routeKey: "GET /v1/x/{id}",
      rawPath: "/v1/x/a b",
      rawQueryString: "q=1&q=2&r=%C3%A9",
      cookies: ["a=1", "b=2"],
      headers: { "x-one": "1" },
      queryStringParameters: { q: "1,2", r: "é" },
      pathParameters: { id: "a b" },
      isBase64Encoded: false,
      requestContext: {
        accountId: "123456789012",
        apiId,
        domainName: `${apiId}.execute-api.us-east-1.amazonaws.com`,
        domainPrefix: apiId,
        http: { method: "GET", path: "/v1/x/a b", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" },
        requestId: expect.any(String),
        routeKey: "GET /v1/x/{id}",
        stage: "$default",
        time: "01/Jan/2026:00:00:00 +0000",
        timeEpoch: Date.UTC(2026, 0, 1),
      },
    });
    expect(events[0]).not.toHaveProperty("body");
    expect(events[0]?.headers).not.toHaveProperty("cookie");
  });

  test.each([
    ["application/json", '{"a":1}', '{"a":1}', false],
    ["application/problem+json", "{}", "{}", false],
    ["text/plain;charset=utf-8", "é", "é", false],
    ["application/x-www-form-urlencoded", "a=1", "YT0x", true],
    ["application/octet-stream", "a=1", "YT0x", true],
    ["application/yaml", "a: 1", "YTogMQ==", true],
  ])("hands a body of %s on (base64: %#)", async (contentType, sent, body, isBase64Encoded) => {
    const { address, events } = await start();

    await fetch(`${address}/any`, { method: "POST", body: sent, headers: { "content-type": contentType } });

    expect(events[0]).toMatchObject({ body, isBase64Encoded });
  });

  test.each([
    [{ statusCode: 201, headers: { "X-A": "1" }, body: "made" }, 201, "made"],
    [{ statusCode: "202" }, 202, ""],
    [{ statusCode: 200, body: "aGk=", isBase64Encoded: true }, 200, "hi"],
    [{ hello: 1 }, 200, '{"hello":1}'],
    ["text", 200, "text"],
    [null, 200, "null"],
    [{ statusCode: "no" }, 500, '{"message":"Internal Server Error"}'],
    [{ statusCode: 200, body: { a: 1 } }, 500, '{"message":"Internal Server Error"}'],
  ])("whose function returns %j is answered with %i", async (returned, status, text) => {
    const { address } = await start({ answer: () => returned });

    const response = await fetch(`${address}/any`);

    expect([response.status, await response.text()]).toEqual([status, text]);
  });

  test("is answered with the function's headers and cookies", async () => {
    const { address } = await start({
      answer: () => ({
        statusCode: 200,
        headers: { "X-A": 1, "Content-Type": "text/html" },
        cookies: ["a=1", "b=2"],
        body: "x",
      }),
    });

    const { headers } = await fetch(`${address}/any`);

    expect([headers.get("x-a"), headers.get("content-type"), headers.getSetCookie()]).toEqual([
      "1",
      "text/html",
      ["a=1", "b=2"],
    ]);
    expect(headers.get("apigw-requestid")).toMatch(/=$/);
  });

  const thrown: InvocationResult = { kind: "error", errorType: "Error", errorMessage: "no", payload: {} };

  test.each([
    ["a function that fails", { result: () => thrown }, 500, "Internal Server Error"],
    ["a function that API Gateway may not invoke", { permits: () => false }, 500, "Internal Server Error"],
    [
      "a function that is throttled",
      { result: () => Promise.reject(new AwsError("TooManyRequestsException", "Rate Exceeded.", { status: 429 })) },
      503,
      "Service Unavailable",
    ],
    ["no route", { routes: ["GET /other"] }, 404, "Not Found"],
  ])("that meets %s is answered with %s", async (_, options: Options, status, message) => {
    const { address } = await start(options);

    const response = await fetch(`${address}/any`);

    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });

  test("is answered 503 when the function takes longer than the integration waits", async () => {
    const asked = Promise.withResolvers<void>();
    const { address, clock } = await start({
      result: () => {
        asked.resolve();
        return new Promise(() => {});
      },
    });

    const pending = fetch(`${address}/any`);
    await asked.promise;
    await clock.advance(30_000);
    const response = await pending;

    expect([response.status, await response.json()]).toEqual([503, { message: "Service Unavailable" }]);
  });

  test("with more than 10 MB is answered 413, with too large headers 431, and neither reaches the function", async () => {
    const { address, events } = await start();

    const big = await fetch(`${address}/any`, { method: "POST", body: Buffer.alloc(10_485_761) });
    const wide = await fetch(`${address}/any`, { headers: { "x-wide": "x".repeat(10_241) } });

    expect([big.status, await big.json()]).toEqual([413, { message: "Request Entity Too Large" }]);
    expect([wide.status, await wide.json()]).toEqual([431, { message: "Request Header Fields Too Large" }]);
    expect(events).toEqual([]);
  });

  test("is allowed by the permission that names its route", async () => {
    const { address, apiId, sources } = await start();

    await fetch(`${address}/v1/x/1`);
    await fetch(`${address}/any`);

    const prefix = `arn:aws:execute-api:us-east-1:123456789012:${apiId}/$default`;
    expect(sources).toEqual([`${prefix}/GET/v1/x/{id}`, `${prefix}/*/{proxy+}`]);
  });

  test("is for the API that its host names, else for the first", async () => {
    const { apis: made, apiId, events } = await start();
    const other = made.addApi({ name: "other" });
    const request = { method: "GET", url: "/any", headers: {}, body: new Uint8Array(), sourceIp: "127.0.0.1" };

    const first = await made.handle(apiId, request);
    const second = await made.handle(other, request);

    expect([first.status, second.status, events.length]).toEqual([200, 404, 1]);
    expect([made.url(apiId), made.url(other)]).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      expect.stringMatching(new RegExp(`^http://${other}\\.execute-api\\.localhost:\\d+$`)),
    ]);
  });
});

describe("An HTTP API with CORS", () => {
  const cors: Cors = {
    allowOrigins: ["https://a.example"],
    allowMethods: ["GET", "PUT"],
    allowHeaders: ["authorization"],
    exposeHeaders: ["etag"],
    allowCredentials: true,
    maxAgeSeconds: 600,
  };
  const preflight = { origin: "https://a.example", "access-control-request-method": "PUT" };

  test("answers a preflight request without asking the function", async () => {
    const { address, events } = await start({ cors });

    const response = await fetch(`${address}/any`, { method: "OPTIONS", headers: preflight });

    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "access-control-allow-origin": "https://a.example",
      "access-control-allow-methods": "GET,PUT",
      "access-control-allow-headers": "authorization",
      "access-control-allow-credentials": "true",
      "access-control-max-age": "600",
    });
    expect(events).toEqual([]);
  });

  test("puts its own headers in the place of the function's", async () => {
    const { address } = await start({
      cors,
      answer: () => ({ statusCode: 200, headers: { "Access-Control-Allow-Origin": "*" }, body: "" }),
    });

    const allowed = await fetch(`${address}/any`, { headers: { origin: "https://a.example" } });
    const foreign = await fetch(`${address}/any`, { headers: { origin: "https://b.example" } });

    expect(allowed.headers.get("access-control-allow-origin")).toBe("https://a.example");
    expect(allowed.headers.get("access-control-expose-headers")).toBe("etag");
    expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
  });
});
