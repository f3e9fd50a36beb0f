import { beforeEach, describe, expect, test } from "@jest/globals";
import { createPlanner } from "../../../../functions/api/plan/planner.ts";
import { NotReady, Refused, Transient } from "../../../../shared/errors/errors.ts";
import type { DeploymentView } from "../../../../shared/http/views.ts";
import type { Facts } from "../../../../shared/plan/facts.ts";
import type { Incident } from "../../../../shared/store/incidents.ts";
import { emptyFacts, installation } from "../../shared/plan/fixtures.ts";
import { type TestApi, testApi } from "./api.ts";

let api: TestApi;
let token: string;
const manifest = { name: "orders", image: "nginx:1.27", count: 2 };

beforeEach(async () => {
  api = testApi();
  token = await api.token("admin");
});

const get = <Body = Readonly<Record<string, unknown>>>(path: string) => api.call<Body>("GET", path, { token });
const write = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  api.call<{ deployment: DeploymentView }>(method, path, { token, headers, ...(body !== undefined && { body }) });
const put = (body: unknown = manifest) => write("PUT", "/v1/services/orders", body);

async function deployed(body: unknown = manifest): Promise<string> {
  const { deployment } = (await put(body)).body;
  await api.end(deployment.id);
  return deployment.id;
}

describe("a deployment", () => {
  test("is accepted with 202, the deployment and where to ask for it", async () => {
    const { status, headers, body } = await write("POST", "/v1/services", manifest);

    expect(status).toBe(202);
    expect(headers.location).toBe(`/v1/deployments/${body.deployment.id}`);
    expect(body.deployment).toMatchObject({ service: "orders", action: "deploy", status: "ACCEPTED", steps: [] });
    expect((await get(headers.location as string)).body).toEqual(body.deployment);
  });

  test("of what serves already is SUCCEEDED at once, with the URL", async () => {
    await deployed();

    expect((await put()).body.deployment).toMatchObject({ status: "SUCCEEDED", url: "http://orders.test" });
    expect(await write("POST", "/v1/services", manifest)).toMatchObject({ status: 409 });
  });

  test("while another is under way is refused with 409, which names the other", async () => {
    const { body } = await put();

    expect(await put({ ...manifest, count: 3 })).toMatchObject({
      status: 409,
      body: { deploymentId: body.deployment.id, detail: expect.stringContaining(body.deployment.id) },
    });
    expect(await write("DELETE", "/v1/services/orders")).toMatchObject({ status: 409 });
  });

  test("that failed can be repeated, by POST too", async () => {
    await api.end((await put()).body.deployment.id, "FAILED_CLEAN");

    expect((await write("POST", "/v1/services", manifest)).status).toBe(202);
  });

  test("whose machine cannot be started is shown as failed", async () => {
    api.fail.start = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
    expect((await put()).status).toBe(503);

    const { body } = await get<{ deploymentId: string }>("/v1/services/orders");
    expect((await get(`/v1/deployments/${body.deploymentId}`)).body).toMatchObject({
      status: "FAILED_CLEAN",
      error: { name: "ThrottlingException" },
    });
  });

  test("is removed with 202, and what was never there with 404", async () => {
    await deployed();

    expect(await write("DELETE", "/v1/services/orders?reason=closing")).toMatchObject({
      status: 202,
      body: { deployment: { action: "remove", reason: "closing" } },
    });
    expect(await write("DELETE", "/v1/services/payers")).toMatchObject({ status: 404 });
  });
});

describe("waiting for a deployment", () => {
  const wait = (id: string, seconds: number) => get(`/v1/deployments/${id}?wait=${seconds}`);

  test("ends with the first change", async () => {
    const { id } = (await put()).body.deployment;
    const began = api.time;
    let pauses = 0;
    api.whileWaiting = async () => {
      if (++pauses === 3) await api.store.deployments.start(id, { startedAt: api.time });
    };

    expect((await wait(id, 25)).body).toMatchObject({ status: "RUNNING" });
    expect(api.time - began).toBe(1500);
  });

  test("ends with the time that was given", async () => {
    const { id } = (await put()).body.deployment;
    const began = api.time;

    expect((await wait(id, 25)).body).toMatchObject({ status: "ACCEPTED" });
    expect(api.time - began).toBe(25_000);
  });

  test("is over at once where the deployment is", async () => {
    const id = await deployed();
    const began = api.time;

    expect((await wait(id, 25)).body).toMatchObject({ status: "SUCCEEDED" });
    expect(api.time).toBe(began);
  });
});

describe("an Idempotency-Key", () => {
  const key = { "idempotency-key": "release-1" };

  test("gives the same request the first answer again, with its headers", async () => {
    const first = await write("POST", "/v1/services", manifest, key);
    await api.end(first.body.deployment.id);
    const again = await write("POST", "/v1/services", manifest, key);

    expect(again).toMatchObject({ status: 202, body: first.body });
    expect(again.headers).toMatchObject({ location: first.headers.location, "idempotency-replayed": "true" });
    expect(first.headers).not.toHaveProperty("idempotency-replayed");
    expect(api.started).toHaveLength(1);
  });

  test("refuses another body, path or query with 422", async () => {
    await write("PUT", "/v1/services/orders", manifest, key);

    for (const [path, body] of [
      ["/v1/services/orders", { ...manifest, count: 9 }],
      ["/v1/services/payers", { image: "nginx" }],
      ["/v1/services/orders?reason=x", manifest],
    ] as const)
      expect(await write("PUT", path, body, key)).toMatchObject({ status: 422 });
  });

  test("holds for 24 hours", async () => {
    await write("POST", "/v1/services", manifest, key);
    api.time += 24 * 3600_000;
    expect((await write("POST", "/v1/services", manifest, key)).headers["idempotency-replayed"]).toBe("true");
    api.time += 1;
    expect((await write("POST", "/v1/services", manifest, key)).headers).not.toHaveProperty("idempotency-replayed");
  });

  test("is refused with 409 while the first request is at work", async () => {
    const start = Promise.withResolvers<string>();
    api.executions.start = () => start.promise;
    const first = write("PUT", "/v1/services/orders", manifest, key);
    while (!(await api.store.services.find("orders"))) await Promise.resolve();

    const again = await write("PUT", "/v1/services/orders", manifest, key);
    start.resolve("arn");

    expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining("still at work") } });
    expect((await first).status).toBe(202);
  });

  test("is free again a minute after a request that died at work", async () => {
    const atWork = Promise.withResolvers<void>();
    api.executions.start = () => {
      atWork.resolve();
      return new Promise(() => undefined);
    };
    void write("PUT", "/v1/services/orders", manifest, key);
    await atWork.promise;
    api.time += 60_001;
    api.executions.start = async () => "arn";

    expect((await write("PUT", "/v1/services/orders", manifest, key)).status).toBe(202);
  });

  /** A request whose machine starts, and whose function is killed before it can answer. Answers its deployment. */
  const dieUnanswered = async (method: string, path: string, body?: unknown): Promise<string> => {
    const begun = Promise.withResolvers<string>();
    const { start } = api.executions;
    api.executions.start = async (_machine, id) => {
      const action = method === "DELETE" ? "remove" : "apply";
      await api.store.deployments.beginStep(id, { kind: "prepare", action, at: api.time });
      begun.resolve(id);
      return new Promise(() => undefined);
    };
    void write(method, path, body, key);
    const id = await begun.promise;
    api.executions.start = start;
    return id;
  };

  test.each([
    ["PUT", "/v1/services/orders", { ...manifest, count: 2 }],
    ["POST", "/v1/services/orders/rollback", undefined],
    ["POST", "/v1/services/orders/restart", undefined],
    ["DELETE", "/v1/services/orders", undefined],
  ])("gives %s %s what was begun for it before its function died, and does it once", async (method, path, body) => {
    await api.end((await put()).body.deployment.id);
    await api.end((await write("PUT", "/v1/services/orders", { ...manifest, count: 3 })).body.deployment.id);
    const began = await dieUnanswered(method, path, body);
    if (method !== "DELETE") await api.end(began);
    const { length } = api.started;
    api.time += 60_001;

    const again = await write(method, path, body, key);

    expect(again).toMatchObject({ status: 202, headers: { location: `/v1/deployments/${began}` } });
    expect(api.started).toHaveLength(length);
  });

  test("says nothing of what another request began", async () => {
    await api.end((await put()).body.deployment.id);
    await api.end(await dieUnanswered("PUT", "/v1/services/orders", { ...manifest, count: 7 }));
    const { length } = api.started;
    api.time += 60_001;

    expect((await write("POST", "/v1/services/orders/restart", undefined, key)).status).toBe(202);
    expect(api.started).toHaveLength(length + 1);
  });

  test("is free again after a request that was refused or failed", async () => {
    expect((await write("PUT", "/v1/services/orders", { ...manifest, cpu: 1 }, key)).status).toBe(422);
    api.fail.start = new Error("down");
    expect((await write("PUT", "/v1/services/orders", manifest, key)).status).toBe(500);
    api.fail.start = undefined;

    expect((await write("PUT", "/v1/services/orders", manifest, key)).status).toBe(202);
  });

  test("of another caller is another key", async () => {
    await write("PUT", "/v1/services/orders", manifest, key);
    token = await api.token("deployer");

    expect((await write("PUT", "/v1/services/payers", { image: "nginx" }, key)).status).toBe(202);
  });

  test("does not show a token's secret again, and keeps it nowhere", async () => {
    const request = { token, headers: key, body: { name: "ci", role: "viewer" } };
    const first = await api.call<{ token: string; id: string }>("POST", "/v1/tokens", request);
    const again = await api.call<{ token?: string; id: string }>("POST", "/v1/tokens", request);

    expect(first.body.token).toMatch(/^fw_/);
    expect(again).toMatchObject({ status: 201, body: { id: first.body.id } });
    expect(again.body).not.toHaveProperty("token");
    const asked = {
      principal: token.split("_")[1] ?? "",
      key: "release-1",
      requestDigest: "",
      attempt: "the test's own",
    };
    const kept = await api.store.idempotency.begin(asked, api.time);
    expect(kept?.response).toMatchObject({ status: 201, body: { id: first.body.id } });
    expect(JSON.stringify(kept)).not.toContain(first.body.token.split("_")[2]);
  });

  test("that cannot be kept does not take back what was done", async () => {
    let writes = 0;
    api.fail.put = (pk) => (pk.startsWith("IDEMPOTENCY") && ++writes > 1 ? new Error("down") : undefined);

    expect((await write("PUT", "/v1/services/orders", manifest, key)).status).toBe(202);
    expect(api.lines).toContainEqual(expect.objectContaining({ message: "answer not kept under its idempotency key" }));
  });

  test.each(["", "x".repeat(256), "naïve"])("that is %p is refused", async (text) => {
    expect(await write("PUT", "/v1/services/orders", manifest, { "idempotency-key": text })).toMatchObject({
      status: 400,
      body: { problems: [{ field: "Idempotency-Key" }] },
    });
  });
});

describe("services", () => {
  test("are shown with what ECS counts, and the manifest with its defaults", async () => {
    await deployed();
    api.ecs.counts = { desired: 2, running: 1, pending: 1 };

    expect((await get("/v1/services/orders")).body).toMatchObject({
      name: "orders",
      status: "ACTIVE",
      type: "web",
      image: "nginx:1.27",
      url: "http://orders.test",
      count: { manifest: 2 },
      tasks: { desired: 2, running: 1, pending: 1 },
      manifest: { port: 8080, cpu: 256 },
    });
    expect(await get("/v1/services/payers")).toMatchObject({ status: 404 });
  });

  test("are listed page by page, and only those in scope, full pages all the same", async () => {
    for (const name of ["a-1", "b-1", "a-2", "b-2", "a-3", "b-3", "b-4"])
      await write("PUT", `/v1/services/${name}`, { image: "nginx" });
    token = await api.token("viewer", { scope: ["a-*"] });
    type Page = { services: { name: string }[]; nextCursor?: string };
    const names = (page: Page) => page.services.map(({ name }) => name);

    const first = (await get<Page>("/v1/services?limit=2")).body;
    expect([names(first), first.nextCursor]).toEqual([["a-1", "a-2"], Buffer.from("a-2").toString("base64url")]);
    const second = (await get<Page>(`/v1/services?limit=2&cursor=${first.nextCursor}`)).body;
    expect([names(second), second.nextCursor]).toEqual([["a-3"], undefined]);
  });

  test("are scaled with 202, and the count shows", async () => {
    await deployed();

    expect(await write("POST", "/v1/services/orders/scale", { count: 4 })).toMatchObject({
      status: 202,
      body: { service: "orders", count: { manifest: 2, pinned: 4 } },
    });
    expect((await get("/v1/services/orders")).body.count).toEqual({ manifest: 2, pinned: 4 });
  });

  test("have tasks, with times as ISO 8601", async () => {
    await deployed();
    api.ecs.tasks = [
      {
        id: "0f1e",
        lastStatus: "STOPPED",
        desiredStatus: "STOPPED",
        taskDefinitionArn: "arn:td:1",
        createdAt: 0,
        stoppedAt: 1000,
        exitCode: 137,
      },
    ];

    expect((await get("/v1/services/orders/tasks")).body).toEqual({
      tasks: [expect.objectContaining({ id: "0f1e", createdAt: "1970-01-01T00:00:00.000Z", exitCode: 137 })],
    });
    expect((await get("/v1/services/payers/tasks")).status).toBe(404);
  });

  test("have releases, which outlive them", async () => {
    const { id, ...deployment } = (await put()).body.deployment;
    const spec = await api.store.deployments.spec(id);
    await api.store.releases.append({
      service: "orders",
      deploymentId: id,
      spec: spec as NonNullable<typeof spec>,
      specDigest: "x",
      image: "nginx@sha256:1",
      taskDefinitionArn: "arn:td:1",
      actor: deployment.actor,
      result: "SUCCEEDED",
      createdAt: 0,
    });
    await api.end(id);
    await api.end((await write("DELETE", "/v1/services/orders")).body.deployment.id);

    expect((await get("/v1/services/orders")).status).toBe(404);
    expect((await get("/v1/services/orders/releases")).body).toMatchObject({
      releases: [{ number: 1, deploymentId: id, image: "nginx@sha256:1", manifest: { name: "orders" } }],
    });
    expect((await get("/v1/services/payers/releases")).status).toBe(404);
  });
});

describe("incidents and decisions", () => {
  const incident = (minute: number): Incident => ({
    id: `task-${minute}`,
    kind: "task",
    service: "orders",
    at: minute * 60_000,
    cause: "exited",
    confidence: "certain",
    summary: "exit code 3 from container orders 4 s after start; last line: no database",
    advice: "Look at the container's last lines.",
    taskId: String(minute),
    containers: [{ name: "orders", exitCode: 3, imageDigest: "sha256:1" }],
    lastLines: [{ at: minute * 60_000, message: "no database" }],
    release: 2,
    deploymentId: "d-2",
    stoppedAt: minute * 60_000,
    version: 5,
    expiresAt: api.time + 1,
  });

  test("tell each stopped task with its cause, the newest first, page by page", async () => {
    await deployed();
    for (const minute of [1, 2, 3]) await api.store.incidents.keep(incident(minute));
    type Page = { incidents: Record<string, unknown>[]; nextCursor?: string };

    const first = (await get<Page>("/v1/services/orders/incidents?limit=2")).body;
    expect(first.incidents.map(({ id }) => id)).toEqual(["task-3", "task-2"]);
    expect(first.incidents[0]).toMatchObject({
      at: "1970-01-01T00:03:00.000Z",
      cause: "exited",
      confidence: "certain",
      lastLines: [{ at: "1970-01-01T00:03:00.000Z", message: "no database" }],
    });
    expect(first.incidents[0]).not.toHaveProperty("version");
    const second = (await get<Page>(`/v1/services/orders/incidents?limit=2&cursor=${first.nextCursor}`)).body;
    expect(second.incidents.map(({ id }) => id)).toEqual(["task-1"]);
  });

  test("are told from a time on, and no page follows what is older", async () => {
    await deployed();
    for (const minute of [1, 2, 3]) await api.store.incidents.keep(incident(minute));
    const { body } = await get<{ incidents: { id: string }[]; nextCursor?: string }>(
      "/v1/services/orders/incidents?since=1970-01-01T00:02:30Z&limit=2",
    );

    expect(body).toEqual({ incidents: [expect.objectContaining({ id: "task-3" })] });
    expect((await get("/v1/services/orders/incidents?since=soon")).status).toBe(400);
  });

  test("are none for a service that had none, and unknown for one that never was", async () => {
    expect((await get("/v1/services/orders/incidents")).status).toBe(404);
    expect((await get("/v1/services/orders/decisions")).status).toBe(404);
    await put();
    expect((await get("/v1/services/orders/incidents")).body).toEqual({ incidents: [] });
    expect((await get("/v1/services/orders/decisions")).body).toEqual({ decisions: [] });
  });

  test("decisions say by whom, what and why", async () => {
    await deployed();
    const decision = { service: "orders", by: "scaler", what: "2 → 4", why: "CPU", evidence: { cpu: 91 } } as const;
    await api.store.decisions.append({ ...decision, id: "a", at: 0 });
    await api.store.decisions.append({ ...decision, id: "a", at: 0, what: "2 → 5" });
    await api.store.decisions.append({ ...decision, id: "b", at: 1000 });

    expect((await get("/v1/services/orders/decisions")).body).toEqual({
      decisions: [
        { ...decision, id: "b", at: "1970-01-01T00:00:01.000Z" },
        { ...decision, id: "a", at: "1970-01-01T00:00:00.000Z" },
      ],
    });
  });
});

describe("logs", () => {
  const read = (query = "") => get(`/v1/services/orders/logs${query}`);

  test("are asked for as the query says", async () => {
    await deployed();
    await read();
    await read(`?since=90s&filter=ERROR&task=0f1e&limit=5&cursor=${Buffer.from("b/64==").toString("base64url")}`);
    await read("?since=2026-11-22T00:00:00Z");
    await read("?since=999999d");

    const group = "/fairway/fairway/orders";
    expect(api.logGroup.asked).toEqual([
      { group, since: api.time - 3600_000, limit: 100 },
      {
        group,
        since: api.time - 90_000,
        limit: 5,
        filter: "ERROR",
        streamPrefix: "task/orders/0f1e",
        cursor: "b/64==",
      },
      { group, since: Date.UTC(2026, 10, 22), limit: 100 },
      { group, since: 0, limit: 100 },
    ]);
  });

  test("are answered line by line, with the task's id", async () => {
    api.logGroup.answer = { lines: [{ at: 0, stream: "task/orders/0f1e", message: "hello" }], cursor: "next" };

    expect((await read()).body).toEqual({
      lines: [{ at: "1970-01-01T00:00:00.000Z", task: "0f1e", message: "hello" }],
      nextCursor: expect.stringMatching(/^[\w-]+$/),
    });
  });

  test("are empty for a service that wrote none yet, and unknown for one that never was", async () => {
    expect((await read()).status).toBe(404);
    await put();
    expect(await read()).toMatchObject({ status: 200, body: { lines: [] } });
  });

  test("are refused with 400 where CloudWatch does not take filter or cursor", async () => {
    api.logGroup.fail = new Refused("Look at the filter and the cursor: Invalid filter pattern");

    expect(await read("?filter=%5B")).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining("Invalid filter pattern") },
    });
  });
});

describe("tokens and audit", () => {
  test("tokens are listed without their secrets", async () => {
    const { text, body } = await get("/v1/tokens");

    expect(body).toMatchObject({ tokens: [{ name: "the admin", role: "admin", scope: "*" }] });
    expect(text).not.toMatch(/hash|fw_/);
  });

  test("the audit tells what was done and refused, by month, the newest first", async () => {
    await put();
    api.time += 1000;
    await put({ ...manifest, count: 3 });

    expect((await get("/v1/audit")).body).toMatchObject({
      lines: [
        { command: "deploy", outcome: "refused", service: "orders", actor: "the admin", source: "192.0.2.1" },
        { command: "deploy", outcome: "accepted" },
      ],
    });
    expect((await get("/v1/audit?month=2026-10")).body).toEqual({ lines: [] });
    api.time = Date.UTC(2026, 11, 1);
    expect((await get("/v1/audit")).body).toEqual({ lines: [] });
    expect((await get<{ lines: unknown[] }>("/v1/audit?month=2026-11")).body.lines).toHaveLength(2);
  });
});

describe("a plan", () => {
  const plan = (body?: unknown) => write("POST", "/v1/services/orders/plan", body);
  const planning = (facts: () => Facts) => {
    const planner = createPlanner({ ...api, installation, gather: async () => facts() });
    api.planner.plan = (spec) => planner.plan(spec);
  };

  test("shows what would be made and what it costs, and changes nothing", async () => {
    planning(() => emptyFacts);
    const { status, body } = await plan({ image: "nginx:1.27" });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      plan: { service: "orders", resources: { service: { name: "orders" } } },
      changes: expect.arrayContaining([expect.objectContaining({ resource: "loadBalancer", action: "create" })]),
      price: { currency: "USD", dollars: expect.any(Number) },
    });
    expect([api.started, await api.audit(), await api.store.services.find("orders")]).toEqual([[], [], undefined]);
  });

  test("says what the account does not allow, field by field", async () => {
    planning(() => {
      throw new Refused("no network", { problems: [{ field: "network.vpcId", message: "there is no VPC vpc-1" }] });
    });
    expect(await plan(manifest)).toMatchObject({ status: 422, body: { problems: [{ field: "network.vpcId" }] } });

    planning(() => {
      throw Object.assign(new Error("The subnet is gone"), { name: "InvalidSubnetID.NotFound", $metadata: {} });
    });
    expect(await plan(manifest)).toMatchObject({
      status: 422,
      body: { problems: [{ field: "", message: expect.stringContaining("The subnet is gone") }] },
    });

    planning(() => ({ ...emptyFacts, subnets: emptyFacts.subnets.slice(0, 1) }));
    expect(await plan(manifest)).toMatchObject({ status: 422, body: { problems: [expect.anything()] } });
  });

  test.each([new Transient("slow"), new NotReady("soon")])(
    "is answered 503 where AWS is not to be had: %s",
    async (error) => {
      planning(() => {
        throw error;
      });
      expect((await plan(manifest)).status).toBe(503);
    },
  );

  test("of another service's manifest is refused", async () => {
    expect(await plan({ name: "payers", image: "nginx" })).toMatchObject({
      status: 422,
      body: { problems: [{ field: "name" }] },
    });
  });

  test("without a body plans what serves", async () => {
    planning(() => emptyFacts);
    expect((await plan()).status).toBe(404);
    await deployed();
    expect((await plan()).status).toBe(200);
  });
});
