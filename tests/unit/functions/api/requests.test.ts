import { beforeEach, describe, expect, test } from "@jest/globals";
import { type TestApi, testApi } from "./api.ts";

let api: TestApi;
let admin: string;
let deployer: string;
const manifest = { name: "orders", image: "nginx:1.27" };

beforeEach(async () => {
  api = testApi();
  admin = await api.token("admin");
  deployer = await api.token("deployer");
});

const put = (body: unknown = manifest, headers: Record<string, string> = {}, path = "/v1/services/orders") =>
  api.call("PUT", path, { token: deployer, body, headers });

describe("who asks", () => {
  const ask = (authorization?: string) =>
    api.call("GET", "/v1/services", { headers: authorization === undefined ? {} : { authorization } });

  test("is told what to send where nothing was sent", async () => {
    const { status, headers, body } = await ask();

    expect(status).toBe(401);
    expect(headers["www-authenticate"]).toBe('Bearer realm="fairway"');
    expect(body.detail).toContain("authorization: Bearer");
  });

  test.each<[string, (good: string) => string]>([
    ["of another scheme", (good) => `Basic ${good}`],
    ["without a scheme", (good) => good],
    ["with nothing behind the scheme", () => "Bearer "],
    ["that is none", () => "Bearer hello"],
    ["with another secret", (good) => `Bearer ${good.slice(0, -1)}_`.replace("__", "_x")],
    ["of another id", (good) => `Bearer ${good.replace(/^fw_./, "fw_z")}`],
    ["given twice", (good) => `Bearer ${good},Bearer ${good}`],
  ])("does not get in with a token %s, and is not told why", async (_what, change) => {
    const { status, headers, body } = await ask(change(admin));

    expect(status).toBe(401);
    expect(headers["www-authenticate"]).toContain('error="invalid_token"');
    expect(body.detail).toBe("The token is malformed, unknown, revoked or expired.");
  });

  test("does not get in with a token that has expired or was revoked", async () => {
    const short = await api.token("viewer", { expiresInDays: 1 });
    expect((await api.call("GET", "/v1/services", { token: short })).status).toBe(200);
    api.time += 24 * 3600_000;
    expect((await api.call("GET", "/v1/services", { token: short })).status).toBe(401);

    const request = { token: admin, body: { name: "ci", role: "viewer" } };
    const { body } = await api.call<{ id: string; token: string }>("POST", "/v1/tokens", request);
    expect((await api.call("GET", "/v1/services", { token: body.token })).status).toBe(200);
    expect((await api.call("DELETE", `/v1/tokens/${body.id}`, { token: admin })).status).toBe(204);
    expect((await api.call("GET", "/v1/services", { token: body.token })).status).toBe(401);
  });

  test("gets in whatever the case of the scheme", async () => {
    expect((await ask(`bearer ${admin}`)).status).toBe(200);
  });

  test("needs no token for what is public", async () => {
    expect((await api.call("GET", "/healthz")).body).toEqual({ status: "ok" });
    expect((await api.call("GET", "/openapi.json")).body).toEqual({ openapi: "3.1.0" });
  });

  test("is told which role is needed, and which scope there is", async () => {
    const viewer = await api.token("viewer");
    const scoped = await api.token("deployer", { scope: ["team-*"] });

    expect(await api.call("PUT", "/v1/services/orders", { token: viewer, body: manifest })).toMatchObject({
      status: 403,
      body: { detail: "deploy needs the role deployer, and the viewer is viewer." },
    });
    expect(await api.call("GET", "/v1/services/orders", { token: scoped })).toMatchObject({
      status: 403,
      body: { detail: "the deployer does not reach the service orders: its scope is team-*." },
    });
    expect((await api.call("GET", "/v1/tokens", { token: deployer })).status).toBe(403);
    expect((await api.call("GET", "/v1/audit", { token: deployer })).status).toBe(403);
  });
});

describe("a path", () => {
  test.each([
    "/",
    "/v1",
    "/v1/services/",
    "/v1//services",
    "/v1/services/orders/",
    "/v1/services/orders/secrets",
    "/v1/services/../tokens",
    "/V1/services",
    "/v1/services/orders/tasks/x",
    "//healthz",
  ])("%s is none of ours", async (path) => {
    const { status, body } = await api.call("GET", path, { token: admin });

    expect([status, body.detail]).toEqual([404, "There is no such path: GET /openapi.json lists those that are."]);
  });

  test.each([
    ["PATCH", "/v1/services/orders", "GET, HEAD, PUT, DELETE"],
    ["DELETE", "/v1/services", "GET, HEAD, POST"],
    ["GET", "/v1/services/orders/scale", "POST"],
    ["POST", "/v1/services/orders/logs", "GET, HEAD"],
    ["OPTIONS", "/v1/tokens/x", "DELETE"],
    ["TRACE", "/healthz", "GET, HEAD"],
  ])("says to %s %s that it takes %s", async (method, path, allow) => {
    const { status, headers } = await api.call(method, path, { token: admin });

    expect([status, headers.allow]).toEqual([405, allow]);
  });

  test.each([
    "Orders",
    "-orders",
    "orders-",
    "internal-api",
    "1orders",
    "o".repeat(25),
    "or ders",
    "%6Frders",
    "orders%00",
    "__proto__",
    "SERVICE#orders",
    "örders",
    "..",
    "*",
  ])("with %p for a service's name is not looked up", async (name) => {
    const get = await api.call("GET", `/v1/services/${name}`, { token: admin });
    expect(get).toMatchObject({ status: 404, body: { problems: [{ field: "name" }] } });

    const replaced = await put({ image: "nginx" }, {}, `/v1/services/${name}`);
    expect(replaced).toMatchObject({ status: 422, body: { problems: [{ field: "name" }] } });
    expect(api.started).toEqual([]);
  });

  test("with another id for a deployment or a token finds nothing, and the log keeps no token", async () => {
    expect(await api.call("GET", "/v1/deployments/d-1", { token: admin })).toMatchObject({ status: 404 });
    expect(await api.call("GET", "/v1/deployments/D 1", { token: admin })).toMatchObject({ status: 404 });
    expect(await api.call("DELETE", `/v1/tokens/${deployer}`, { token: admin })).toMatchObject({ status: 404 });
    expect(JSON.stringify(api.lines)).not.toContain(deployer);
  });

  test("answers HEAD as GET, without the body", async () => {
    const { status, headers, text } = await api.call("HEAD", "/healthz");

    expect([status, headers["content-type"], text]).toEqual([200, "application/json", ""]);
  });
});

describe("a query", () => {
  const get = (query: string, path = "/v1/services") => api.call("GET", `${path}?${query}`, { token: admin });

  test.each([
    ["/v1/services", "limt=5", "limt", "is not known here: leave it out"],
    ["/v1/services", "limit=0", "limit", "must be at least 1"],
    ["/v1/services", "limit=101", "limit", "must be at most 100"],
    ["/v1/services", "limit=ten", "limit", "must be a whole number from 1 to 100"],
    ["/v1/services", "limit=1.5", "limit", "must be a whole number from 1 to 100"],
    ["/v1/services", "limit=", "limit", "must be at least 1"],
    ["/v1/services", "limit=5&limit=6", "limit", "is given more than once"],
    ["/v1/services", "cursor=", "cursor", "must be the nextCursor of an answer"],
    ["/v1/services", "cursor=A", "cursor", "must be the nextCursor of an answer"],
    ["/v1/services", "cursor=%00", "cursor", "must be the nextCursor of an answer"],
    ["/v1/services", "cursor=2026-11-23T00:00Z", "cursor", "must be the nextCursor of an answer"],
    ["/v1/audit", `cursor=${"QUFB".repeat(1001)}`, "cursor", "must be the nextCursor of an answer"],
    ["/v1/services", "__proto__=x", "__proto__", "is not known here: leave it out"],
    ["/v1/services/orders", "verbose=1", "verbose", "is not known here: leave it out"],
    [
      "/v1/services/orders/logs",
      "since=yesterday",
      "since",
      "must be a duration such as 10m or 2h, or an ISO 8601 time",
    ],
    ["/v1/services/orders/logs", "since=2026-13-01T00:00Z", "since", "is not a time that there is"],
    ["/v1/services/orders/logs", "task=a%20b", "task", "must be a task's id"],
    ["/v1/services/orders/logs", "filter=", "filter", "must have at least 1 character"],
    ["/v1/deployments/d-1", "wait=26", "wait", "must be at most 25"],
    ["/v1/deployments/d-1", "wait=soon", "wait", "must be a number of seconds from 0 to 25"],
    ["/v1/audit", "month=2026-13", "month", "must be a month: 2026-11"],
  ])("%s?%s is refused by the name of %s", async (path, query, field, message) => {
    expect(await get(query, path)).toMatchObject({ status: 400, body: { problems: [{ field, message }] } });
  });

  test("is read before anything is done: an unknown parameter deploys nothing", async () => {
    const { status } = await put(manifest, {}, "/v1/services/orders?force=true");

    expect([status, api.started]).toEqual([400, []]);
  });

  test("gives the reason of a deployment", async () => {
    const { body } = await put(manifest, {}, "/v1/services/orders?reason=fixes%20%2312");
    expect(body).toMatchObject({ deployment: { reason: "fixes #12" } });

    const long = await put(manifest, {}, `/v1/services/orders?reason=${"x".repeat(501)}`);
    expect(long).toMatchObject({ status: 400, body: { problems: [{ field: "reason" }] } });
  });
});

describe("a body", () => {
  const yaml = "# the shop\nimage: nginx:1.27\nport: 80\n";

  test.each([
    ["JSON", JSON.stringify(manifest), "application/json"],
    ["JSON with a charset", JSON.stringify(manifest), "Application/JSON; charset=utf-8"],
    ["YAML", yaml, "application/yaml"],
    ["YAML as many know it", yaml, "text/yaml"],
    ["YAML, and curl says it is a form", yaml, "application/x-www-form-urlencoded"],
    ["JSON, and curl says it is a form", JSON.stringify(manifest), "application/x-www-form-urlencoded"],
    ["YAML of no type", yaml, ""],
  ])("is read as %s", async (_what, text, type) => {
    const { status } = await put(text, type === "" ? {} : { "content-type": type });

    expect(status).toBe(202);
  });

  test("that is no manifest is read as JSON, and as nothing else", async () => {
    const token = await api.token("operator");
    const ask = (type: string) =>
      api.call("POST", "/v1/services/orders/restart", {
        token,
        body: "reason: new",
        headers: { "content-type": type },
      });

    expect((await ask("application/yaml")).status).toBe(415);
    expect((await ask("text/plain")).status).toBe(400);
  });

  test.each([
    ["another type", 415, "<xml/>", { "content-type": "application/xml" }, "application/yaml"],
    ["a type like a key of every object", 415, "{}", { "content-type": "constructor" }, "application/yaml"],
    ["nothing", 400, "", {}, "The body is empty"],
    ["blanks", 400, " \n", {}, "The body is empty"],
    ["broken JSON", 400, '{"image":', { "content-type": "application/json" }, "cannot be read"],
    ["broken YAML", 400, "image: [nginx", { "content-type": "text/yaml" }, "cannot be read"],
    ["the same key twice", 400, '{"image": "a", "image": "b"}', {}, "cannot be read"],
    [
      "a YAML file that lost its line ends",
      400,
      "name: orders image: nginx",
      { "content-type": "application/x-www-form-urlencoded" },
      "--data-binary",
    ],
    ["depth", 400, "[".repeat(20) + "]".repeat(20), {}, "not acceptable"],
    ["a reach into prototypes", 400, '{"__proto__": {"image": "x"}}', {}, "not acceptable"],
    ["an alias", 400, "image: &a nginx\nname: *a", {}, "cannot be read"],
    ["too much", 413, `{"image": "${"x".repeat(65_536)}"}`, {}, "65536 are the most"],
    ["a list", 422, "[1]", {}, "cannot be deployed"],
    ["null", 422, "null", {}, "cannot be deployed"],
  ])("of %s is refused with %i", async (_what, status, text, headers, detail) => {
    const answer = await put(text, headers as Record<string, string>);

    expect(answer).toMatchObject({ status, body: { detail: expect.stringContaining(detail) } });
    expect(api.started).toEqual([]);
  });

  test("that is no UTF-8 is refused", async () => {
    expect(await put(Buffer.from([0x7b, 0xff, 0x7d]))).toMatchObject({
      status: 400,
      body: { detail: "The body is not UTF-8 text." },
    });
    expect(await api.audit()).toMatchObject([
      {
        command: "PUT /v1/services/{name}",
        actor: "the deployer",
        outcome: "refused",
        reason: "The body is not UTF-8 text.",
      },
    ]);
  });

  test("is measured in bytes", async () => {
    const text = (length: number) => `{"image": "${"é".repeat(length)}"}`;

    expect((await put(text(32_762))).status).toBe(413);
    expect((await put(text(32_761))).status).toBe(422);
  });

  test("names every field that is wrong, and repeats no value", async () => {
    const { status, body, text } = await put({
      nmae: "orders",
      image: "nginx latest",
      port: "80",
      cpu: 300,
      variables: { PASSWORD: "hunter2-hunter2" },
    });

    expect(status).toBe(422);
    expect((body.problems as { field: string }[]).map(({ field }) => field).sort()).toEqual([
      "cpu",
      "image",
      "nmae",
      "port",
    ]);
    expect(text + JSON.stringify(api.lines)).not.toContain("hunter2");
  });

  test("may leave the name to the path, and may not say another", async () => {
    expect((await put({ image: "nginx" })).status).toBe(202);
    expect(await put({ name: "payers", image: "nginx" }, {}, "/v1/services/invoices")).toMatchObject({
      status: 422,
      body: { problems: [{ field: "name", message: expect.stringContaining("the path says invoices") }] },
    });
    expect(await api.call("POST", "/v1/services", { token: deployer, body: { image: "nginx" } })).toMatchObject({
      status: 422,
      body: { problems: [{ field: "name", message: "is missing" }] },
    });
  });

  test.each([
    [{ count: -1 }, "count", 'must be a whole number from 0 to 1000, or "auto"'],
    [{ count: 1001 }, "count", 'must be a whole number from 0 to 1000, or "auto"'],
    [{ count: "3" }, "count", 'must be a whole number from 0 to 1000, or "auto"'],
    [{ count: 1.5 }, "count", 'must be a whole number from 0 to 1000, or "auto"'],
    [{}, "count", "is missing"],
    [{ count: 1, to: 2 }, "to", "is not known here: leave it out"],
    [[], "", "must be an object"],
  ])("of scale that is %j is refused", async (body, field, message) => {
    expect(await api.call("POST", "/v1/services/orders/scale", { token: deployer, body })).toMatchObject({
      status: 422,
      body: { problems: [{ field, message }] },
    });
  });

  test.each([
    [{ role: "viewer" }, "name", "is missing"],
    [{ name: "x", role: "boss" }, "role", "must be viewer, operator, deployer or admin"],
    [{ name: "x\ny", role: "viewer" }, "name", expect.stringContaining("without control characters")],
    [{ name: "x", role: "viewer", scope: "team" }, "scope", expect.stringContaining('must be "*"')],
    [{ name: "x", role: "viewer", scope: [] }, "scope", expect.any(String)],
    [{ name: "x", role: "viewer", scope: ["Team"] }, "scope.0", expect.stringContaining("a pattern such as")],
    [{ name: "x", role: "viewer", expiresInDays: 0 }, "expiresInDays", "must be at least 1"],
    [{ name: "x", role: "viewer", admin: true }, "admin", "is not known here: leave it out"],
  ])("of a token that is %j is refused", async (body, field, message) => {
    expect(await api.call("POST", "/v1/tokens", { token: admin, body })).toMatchObject({
      status: 422,
      body: { problems: expect.arrayContaining([{ field, message }]) },
    });
  });
});

describe("the log", () => {
  test("has one line for each request, without path, query, body or token", async () => {
    await put(
      { image: "nginx", variables: { GREETING: "visible-only-here" } },
      {},
      "/v1/services/orders?reason=quiet-reason",
    );

    expect(api.lines).toEqual([
      {
        level: "info",
        message: "request",
        method: "PUT",
        route: "/v1/services/{name}",
        caller: deployer.split("_")[1],
        status: 202,
        milliseconds: 0,
        requestId: "request-1",
      },
    ]);
    expect(JSON.stringify(api.lines)).not.toMatch(/visible-only-here|quiet-reason/);
  });

  test("tells why where Fairway or AWS failed, and the answer tells the request id", async () => {
    api.fail.start = new Error("secret internals");
    const { status, text } = await put();

    expect(status).toBe(500);
    expect(text).toContain("request-1");
    expect(text).not.toContain("internals");
    expect(api.lines).toContainEqual(
      expect.objectContaining({ message: "request failed", reason: "secret internals" }),
    );
  });

  test("has it as an error that AWS throttled, which is answered 503", async () => {
    api.fail.start = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
    const { status, headers } = await put();

    expect([status, headers["retry-after"]]).toEqual([503, "5"]);
    expect(api.lines.at(-1)).toMatchObject({ level: "error", status: 503 });
  });
});
