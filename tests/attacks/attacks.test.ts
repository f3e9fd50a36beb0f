import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createCommandHandler } from "../../functions/events/command/reactor.ts";
import { createIdTokens } from "../../shared/oidc/id-tokens.ts";
import { type TestApi, testApi } from "../unit/functions/api/api.ts";
import { slackBench } from "../unit/functions/chatops/slack-bench.ts";
import { startIssuer, type TestIssuer } from "../unit/shared/oidc/issuer.ts";
import { specOf } from "../unit/shared/plan/fixtures.ts";
import { attacks, canary } from "./attacks.ts";

let api: TestApi;
let issuer: TestIssuer;

beforeAll(async () => {
  issuer = await startIssuer();
});

afterAll(() => issuer.close());

beforeEach(async () => {
  api = testApi();
  api.oidc = [issuer.rule()];
  api.idTokens = createIdTokens();
});

/** Everything that is kept or told of a request besides its answer. */
const traces = (): Readonly<Record<string, string>> => ({
  logs: JSON.stringify(api.lines),
  items: api.written.join("\n"),
  events: JSON.stringify([api.sent, api.announced, api.replayed]),
  executions: JSON.stringify([api.started, api.stopped, api.answered]),
});

const leaks = (): string[] =>
  Object.entries(traces()).flatMap(([where, text]) => (text.includes(canary) ? [where] : []));

describe("an attack", () => {
  test("is one of many", () => {
    expect(attacks.length).toBeGreaterThanOrEqual(40);
  });

  test.each(attacks.map((one) => [one.what, one] as const))(
    "is refused, noted, and leaves nothing of what it held: %s",
    async (_what, attack) => {
      const { status, text } = await attack.try({ api, issuer });
      const refusals = (await api.audit()).filter(({ outcome }) => outcome === "refused");

      expect({ status, text }).toEqual({ status: attack.status, text: expect.not.stringContaining(canary) });
      expect([attack.what, refusals.length]).toEqual([attack.what, 1]);
      expect(leaks()).toEqual([]);
      expect(api.started).toEqual([]);
      expect(({} as Record<string, unknown>).image).toBeUndefined();
    },
  );

  test("of strangers cannot fill the audit", async () => {
    for (let count = 0; count < 300; count++)
      await api.call("PUT", "/v1/services/orders", {
        headers: { authorization: `Bearer fw_abcdefgh${count}_${"A".repeat(40)}` },
      });
    const anyone = await api.audit();
    expect(anyone).toHaveLength(1);

    api.time += 3600_000;
    await api.call("PUT", "/v1/services/orders");
    expect(await api.audit()).toHaveLength(2);
  });
});

describe("a command event", () => {
  const handler = () =>
    createCommandHandler({
      ...api,
      installation: { account: "123456789012" },
      senders: [
        { source: "my.pipeline", role: "operator", services: ["orders"] },
        { source: "their.ci", account: "999999999999", role: "deployer", services: ["orders"] },
      ],
    });
  const event = (more: object, detail: object = {}) => ({
    id: "e-1",
    source: "my.pipeline",
    account: "123456789012",
    time: new Date(api.time).toISOString(),
    "detail-type": "Fairway Command",
    detail: { command: "restart", service: "orders", reason: canary, ...detail },
    ...more,
  });

  test.each<[string, () => object]>([
    ["from a source that nobody configured", () => event({ source: "some.one" })],
    ["from a known source in another account", () => event({ account: "666666666666" })],
    ["from another account's source in our own", () => event({ source: "their.ci" })],
    ["beyond its sender's role: a removal", () => event({}, { command: "remove" })],
    ["beyond its sender's role: a deployment", () => event({}, { command: "deploy", image: `nginx:${canary}` })],
    [
      "beyond its sender's role: the end of another's deployment",
      () => ({ ...event({}), detail: { command: "cancel", deploymentId: "d-1", reason: canary } }),
    ],
    [
      "that approves, from a sender with some services",
      () => ({ ...event({}), detail: { command: "approve", deploymentId: "d-1", reason: canary } }),
    ],
    ["for a service out of its sender's scope", () => event({}, { service: "payments" })],
    ["that is none", () => event({}, { command: "sudo" })],
    ["with what reaches into prototypes", () => event({}, JSON.parse('{"__proto__": {"x": 1}, "constructor": 1}'))],
    ["from two hours ago", () => event({ time: new Date(api.time - 7_200_000).toISOString() })],
    [
      "that breaks the glass without the right to",
      () => event({}, { command: "deploy", image: "nginx:1", breakGlass: true }),
    ],
    ["that makes itself a token", () => event({}, { command: "tokens.create", role: "admin", name: "x" })],
  ])("is refused, noted, and leaves nothing of what it held: %s", async (_what, make) => {
    await handler()(make() as never);

    expect((await api.audit()).map(({ outcome }) => outcome)).toEqual(["refused"]);
    expect(leaks()).toEqual([]);
    expect(api.started).toEqual([]);
  });
});

describe("a line of chat", () => {
  const people = { viewer: "U0VIEWER0", operator: "U0OPERATE", stranger: "U0STRANGE", deployer: "U0DEPLOY0" };
  const beyondViewers = [
    "scale orders 3",
    `rollback orders because ${canary}`,
    `restart orders because ${canary}`,
    `repair orders because ${canary}`,
    `lock orders because ${canary}`,
    "unlock orders",
    "approve d-1",
    `reject d-1 because ${canary}`,
  ];
  const beyondOperators = [
    `deploy orders nginx:${canary}`,
    `deploy orders nginx:1 break-glass because ${canary}`,
    "remove orders",
    "cancel d-1",
  ];
  const tries: readonly (readonly [who: keyof typeof people, line: string])[] = [
    ...beyondViewers.map((line) => ["viewer", line] as const),
    ...beyondOperators.flatMap((line) => [["viewer", line] as const, ["operator", line] as const]),
    ...[...beyondViewers, ...beyondOperators, "status orders", "logs orders"].map(
      (line) => ["stranger", line] as const,
    ),
    ["deployer", "restart payments"],
    ["deployer", `lock * because ${canary}`],
  ];

  test.each(tries)("of %s is refused, noted, and changes nothing: %s", async (who, line) => {
    const slack = slackBench();
    await slack.say(line, people[who]);
    await slack.settle();

    const { bench, sent } = slack;
    expect((await bench.audit()).map(({ actor, outcome }) => [actor, outcome])).toEqual([[people[who], "refused"]]);
    expect(sent.map(({ how }) => how)).toEqual(["person"]);
    expect(JSON.stringify([bench.lines, bench.sent, bench.announced, sent])).not.toContain(canary);
    expect([bench.started, bench.asked, await bench.store.locks.find("orders")]).toEqual([[], [], undefined]);
  });
});

describe("one's own deployment", () => {
  const waiting = async (token: string): Promise<string> => {
    const { headers } = await api.call("PUT", "/v1/services/orders", { token, body: { image: "nginx:1" } });
    const id = String(headers.location).slice("/v1/deployments/".length);
    const price = { items: [], dollars: 0 } as never;
    await api.store.approvals.propose(id, { image: "nginx:1", changes: [], price, planDigest: "p", proposedAt: 0 });
    await api.store.deployments.awaitApproval(id);
    return id;
  };
  const approve = (id: string, token: string) => api.call("POST", `/v1/deployments/${id}/approve`, { token });

  beforeEach(() => {
    api.approvals = [{ services: ["orders"], approver: "deployer", breakGlass: "admin", expiresHours: 1 }];
  });

  test("is approved by nobody who asked for it, however often they ask", async () => {
    const token = await api.token("deployer");
    const id = await waiting(token);

    for (let count = 0; count < 3; count++) expect((await approve(id, token)).status).toBe(403);
    expect((await api.store.deployments.find(id))?.approved).toBeUndefined();
  });

  test("is approved by no other token or account of the same person", async () => {
    const id = await waiting(await api.token("deployer", { person: "ann@example.com" }));

    expect((await approve(id, await api.token("admin", { person: "Ann@example.com" }))).status).toBe(403);
    expect((await api.store.deployments.find(id))?.approved).toBeUndefined();
    expect((await approve(id, await api.token("admin", { person: "bob@example.com" }))).status).toBe(202);
    expect(await api.audit()).toMatchObject([
      { command: "approve", outcome: "accepted", person: "bob@example.com" },
      { command: "approve", outcome: "refused", person: "Ann@example.com" },
      { command: "deploy", outcome: "accepted", person: "ann@example.com" },
    ]);
  });

  test("is neither asked for nor approved by a token that may be anyone's, where people have to be known", async () => {
    api.approvals = [{ services: ["orders"], approver: "deployer", named: true, breakGlass: "admin", expiresHours: 1 }];
    const anyones = await api.token("admin");
    const body = { image: "nginx:1" };

    expect((await api.call("PUT", "/v1/services/orders", { token: anyones, body })).status).toBe(403);
    const id = await waiting(await api.token("deployer", { person: "ann@example.com" }));
    expect((await approve(id, anyones)).status).toBe(403);
    expect((await api.store.deployments.find(id))?.approved).toBeUndefined();
  });

  test("is not approved by a lesser role, nor after the service was changed, nor too late, nor twice", async () => {
    const id = await waiting(await api.token("admin"));
    const other = await api.token("deployer");

    expect((await approve(id, await api.token("operator"))).status).toBe(403);
    await api.store.services.update("orders", { generation: 7 });
    expect((await approve(id, other)).status).toBe(409);
    await api.store.services.update("orders", { generation: 1 });
    expect((await approve(id, other)).status).toBe(202);
    expect((await approve(id, other)).status).toBe(409);
  });

  test("does not go without an approval because its manifest says so, or its asker does", async () => {
    const token = await api.token("deployer");
    const wished = { image: "nginx:1", approvals: false };
    expect((await api.call("PUT", "/v1/services/orders", { token, body: wished })).status).toBe(422);
    const path = "/v1/services/orders?breakGlass=true&reason=now";

    expect((await api.call("PUT", path, { token, body: { image: "nginx:1" } })).status).toBe(403);
    expect(api.started).toEqual([]);
  });
});

test("what was accepted holds no token, in the audit or anywhere", async () => {
  const token = await api.token("admin");
  const secret = token.split("_")[2] as string;
  const { body } = await api.call<{ token: string }>("POST", "/v1/tokens", {
    token,
    body: { name: "ci", role: "deployer" },
    headers: { "idempotency-key": "k-1" },
  });
  await api.call("PUT", "/v1/services/orders", { token: body.token, body: specOf({}).image && { image: "nginx:1" } });

  const everything = Object.values(traces()).join("\n");
  for (const one of [secret, body.token.split("_")[2] as string]) expect(everything).not.toContain(one);
});
