import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { commandRoutes } from "../../../../functions/api/commands/routes.ts";
import { deploymentRoutes } from "../../../../functions/api/deployments/routes.ts";
import { exchangeRoutes } from "../../../../functions/api/exchange/routes.ts";
import { previewRoutes } from "../../../../functions/api/previews/routes.ts";
import { queryRoutes } from "../../../../functions/api/queries/routes.ts";
import { settingRoutes } from "../../../../functions/api/settings/routes.ts";
import { documentedRoutes } from "../../../../functions/build/api-documentation.ts";
import { Problem } from "../../../../functions/build/api-schemas.ts";
import type { ExchangeTools } from "../../../../shared/commands/exchange.ts";
import { mintToken } from "../../../../shared/commands/tokens.ts";
import { matchPath, type Route } from "../../../../shared/http/router.ts";
import { createApiHandler } from "../../../../shared/http/runner.ts";
import type { LogLines, LogQuery } from "../../../../shared/ports/log-lines.ts";
import type { ServiceTasks } from "../../../../shared/ports/service-tasks.ts";
import type { Role, TokenRecord } from "../../../../shared/store/tokens.ts";
import { type Workbench, workbench } from "../../shared/commands/workbench.ts";

/** The whole HTTP API in this process, over a table in memory. */
export interface TestApi extends Workbench {
  /** Whom identity providers vouch for, and how that is proved: set them. */
  oidc: ExchangeTools["oidc"];
  idTokens: ExchangeTools["idTokens"];
  /** What ECS and the logs answer. */
  readonly ecs: {
    tasks: Awaited<ReturnType<ServiceTasks["list"]>>;
    counts: Awaited<ReturnType<ServiceTasks["counts"]>>;
  };
  readonly logGroup: { answer: Awaited<ReturnType<LogLines["read"]>>; fail?: Error; readonly asked: LogQuery[] };
  /** What happens while a request waits: called at every pause. */
  whileWaiting: () => Promise<void>;
  /** Makes a token and answers its text. */
  token(role: Role, more?: { scope?: TokenRecord["scope"]; expiresInDays?: number; person?: string }): Promise<string>;
  /** Sends a request as API Gateway does, and holds the answer to its documentation. */
  call<Body = Readonly<Record<string, unknown>>>(
    method: string,
    path: string,
    request?: TestRequest,
  ): Promise<TestAnswer<Body>>;
}

export interface TestRequest {
  readonly token?: string;
  /** Text and bytes as they are; anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestAnswer<Body = unknown> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
  readonly text: string;
}

export function testApi(): TestApi {
  const bench = workbench();
  let requests = 0;
  const api: TestApi = Object.assign(bench, {
    oidc: [],
    idTokens: { prove: async () => ({ reason: "nobody vouches for it" }) } as ExchangeTools["idTokens"],
    ecs: { tasks: [], counts: undefined },
    logGroup: { answer: undefined, asked: [] as LogQuery[] } as TestApi["logGroup"],
    whileWaiting: async () => undefined,
    async token(role: Role, more: { scope?: TokenRecord["scope"]; expiresInDays?: number; person?: string } = {}) {
      const { token, record } = mintToken(bench, { name: `the ${role}`, role, scope: "*", ...more }, "test");
      await bench.store.tokens.create(record);
      return token;
    },
    async call<Body>(method: string, path: string, request: TestRequest = {}) {
      const event = eventOf(method, path, request, `request-${++requests}`);
      const matches = ({ endpoint }: Route): boolean =>
        endpoint.method === method && matchPath(endpoint.path, event.rawPath) !== undefined;
      const { handler } = doors.find(({ routes }) => routes.some(matches)) ?? queryDoor;
      // What no route of API Gateway matches goes to the queries, as their function.yml says.
      const { statusCode = 0, headers = {}, body: text = "" } = await handler(event);
      const isJson = /[/+]json$/.test(String(headers["content-type"]));
      const body = (text !== "" && isJson ? JSON.parse(text) : undefined) as Body;
      const answer = { status: statusCode, headers: headers as Record<string, string>, body, text };
      checkAnswer(method, event.rawPath, answer);
      return answer;
    },
  });
  const door = (routes: readonly Route[]) => ({ routes, handler: createApiHandler(bench, routes) });
  const doors = [
    door(commandRoutes(api)),
    door(deploymentRoutes(api)),
    door(exchangeRoutes(api)),
    door(previewRoutes(api)),
    door(settingRoutes(api)),
  ];
  const queries = queryRoutes({
    ...api,
    installation: { name: "fairway", cluster: "fairway" },
    openApi: { openapi: "3.1.0" },
    tasks: { list: async () => api.ecs.tasks, counts: async () => api.ecs.counts },
    logs: {
      read: async (query) => {
        api.logGroup.asked.push(query);
        if (api.logGroup.fail) throw api.logGroup.fail;
        return api.logGroup.answer;
      },
    },
    sleep: async (milliseconds) => {
      bench.time += milliseconds;
      await api.whileWaiting();
    },
  });
  const queryDoor = door(queries);
  return api;
}

/** Payload format 2.0, as API Gateway fills it: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function eventOf(
  method: string,
  url: string,
  { token, body, headers = {} }: TestRequest,
  requestId: string,
): APIGatewayProxyEventV2 {
  const [rawPath = "", rawQueryString = ""] = url.split(/\?(.*)/s);
  const isPlain = typeof body === "string" || body === undefined || body instanceof Uint8Array;
  const text = isPlain ? body : JSON.stringify(body);
  const given: Record<string, string> = {
    host: "api.example.com",
    ...(!isPlain && { "content-type": "application/json" }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...headers,
  };
  // Forms and what is no text come in base64.
  const isText = typeof text === "string" && /^(text\/|application\/json)/.test(given["content-type"] ?? "");
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString,
    headers: given,
    requestContext: {
      accountId: "123456789012",
      apiId: "api",
      domainName: "api.example.com",
      domainPrefix: "api",
      http: { method, path: rawPath, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" },
      requestId,
      routeKey: "$default",
      stage: "$default",
      time: "23/Nov/2026:00:00:00 +0000",
      timeEpoch: 0,
    },
    ...(text !== undefined && { body: isText ? text : Buffer.from(text).toString("base64") }),
    isBase64Encoded: text !== undefined && !isText,
  };
}

/** Throws where an answer is not one that docs/openapi.json tells of. */
function checkAnswer(method: string, path: string, { status, headers, body }: TestAnswer): void {
  const route = documentedRoutes.find((one) => one.method === method.toLowerCase() && matchPath(one.path, path));
  if (status >= 400 && method !== "HEAD") {
    if (headers["content-type"] !== "application/problem+json") throw new Error("An error is problem+json.");
    if (Problem.parse(body).status !== status) throw new Error("A problem has the status of its answer.");
  }
  if (!route) return;
  if (status >= 400 ? !route.problems?.includes(status) : !route.responses[status])
    throw new Error(`${method} ${route.path} is not documented to answer ${status}: ${JSON.stringify(body)}`);
  const documented = route.responses[status];
  const [type = ""] = (headers["content-type"] ?? "").split(";");
  if (!Object.hasOwn(documented?.texts ?? {}, type)) documented?.body?.parse(body);
  for (const name of Object.keys(documented?.headers ?? {}))
    if (!headers[name]) throw new Error(`${method} ${route.path} is documented to answer the header ${name}.`);
}
