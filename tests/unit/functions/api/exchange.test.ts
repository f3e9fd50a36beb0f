import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createIdTokens } from "../../../../shared/oidc/id-tokens.ts";
import { startIssuer, type TestIssuer } from "../../shared/oidc/issuer.ts";
import { type TestApi, testApi } from "./api.ts";

let api: TestApi;
let issuer: TestIssuer;

beforeEach(async () => {
  api = testApi();
  issuer = await startIssuer();
  api.oidc = [issuer.rule()];
  api.idTokens = createIdTokens();
});

afterEach(() => issuer.close());

const exchange = (idToken: string) => api.call("POST", "/v1/tokens/oidc", { body: { idToken } });
const given = async (claims = {}) => {
  const { status, body } = await exchange(await issuer.sign(claims));
  expect(status).toBe(201);
  return (body as { token: string }).token;
};
const deploy = (token: string, name = "orders") =>
  api.call("PUT", `/v1/services/${name}`, { token, body: { image: "nginx:1.27" } });

describe("a pipeline's ID token", () => {
  test("is exchanged for a token that deploys, and asks how far that is, for half an hour", async () => {
    const token = await given();
    const { status, headers } = await deploy(token);
    expect(status).toBe(202);
    api.time += 29 * 60_000;
    expect((await api.call("GET", headers.location as string, { token })).status).toBe(200);
    api.time += 60_000;

    expect((await api.call("GET", headers.location as string, { token })).status).toBe(401);
  });

  test("is told in the audit with what it said, and so is what was done with it", async () => {
    await deploy(await given());

    const [deployed, exchanged] = await api.audit();
    expect(exchanged).toMatchObject({
      command: "tokens.exchange",
      outcome: "accepted",
      evidence: { issuer: issuer.url, ref: "refs/heads/main", repository: "acme/orders" },
    });
    expect(deployed).toMatchObject({ command: "deploy", actorId: exchanged?.actorId });
    expect(exchanged?.actorId).toMatch(/^oidc-[0-9a-f]{32}$/);
  });

  test("reaches only the services of its rule, and no more than its role may", async () => {
    const token = await given();

    expect((await deploy(token, "team-a")).status).toBe(202);
    expect((await deploy(token, "payments")).status).toBe(403);
    expect((await api.call("GET", "/v1/tokens", { token })).status).toBe(403);
  });

  test("stands for its repository: what one of its tokens asked for, another cannot approve", async () => {
    api.oidc = [issuer.rule(), issuer.rule({ claims: { repository_id: "1001", environment: "production" } })];
    api.approvals = [{ services: ["*"], approver: "deployer", breakGlass: "nobody", expiresHours: 1 }];
    const { headers } = await deploy(await given());
    const id = String(headers.location).slice("/v1/deployments/".length);
    await api.store.deployments.awaitApproval(id);
    const other = await given({
      ref: "refs/tags/v1",
      environment: "production",
      sub: "repo:acme/orders:environment:x",
    });

    expect((await api.call("POST", `/v1/deployments/${id}/approve`, { token: other })).status).toBe(403);
  });

  test("is taken once, of two that show it at the same moment too", async () => {
    const idToken = await issuer.sign();
    const answers = await Promise.all([exchange(idToken), exchange(idToken), exchange(idToken)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401]);
    expect((await exchange(idToken)).status).toBe(401);
  });

  test("is proved by a key that came after we fetched the others", async () => {
    await given();
    await issuer.rotate();
    // Another function's process, or ours half a minute later: keys are not asked for at every stranger's word.
    api.idTokens = createIdTokens();

    await given();
    expect(issuer.asked()).toBe(2);
  });

  test("is proved by keys that are kept: they are fetched once for many tokens", async () => {
    for (let count = 0; count < 5; count++) await given();

    expect(issuer.asked()).toBe(1);
  });

  test("of another signature kind that providers use is taken too", async () => {
    const other = await startIssuer("ES256");
    api.oidc = [other.rule()];
    const { status } = await exchange(await other.sign());
    await other.close();

    expect(status).toBe(201);
  });

  test("may be half a minute ahead of our clock, or behind, and no more", async () => {
    const now = api.time / 1000;
    const at = async (shift: number) =>
      (await exchange(await issuer.sign({ iat: now + shift, nbf: now + shift, exp: now + shift + 300 }))).status;

    expect([await at(25), await at(45)]).toEqual([201, 401]);
    expect([await at(-320), await at(-340)]).toEqual([201, 401]);
  });

  test.each([
    ["does not answer as it should", 500, "oops"],
    ["answers what is no set of keys", 200, "{}"],
  ])("cannot be proved while its provider %s: try again", async (_how, status, body) => {
    issuer.fault = { status, body };

    expect((await exchange(await issuer.sign())).status).toBe(503);
  });

  test("that nobody's rule knows makes us ask nobody for keys", async () => {
    await exchange(await issuer.sign({ iss: "https://evil.example" }));

    expect(issuer.asked()).toBe(0);
  });
});
