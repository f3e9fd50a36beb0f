import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Cloud } from "../../local/cloud.ts";
import { memoryTable } from "../simulation/memory-table.ts";
import { createPerson, type Person } from "../simulation/person.ts";
import { createSimulation, type Simulation } from "../simulation/simulation.ts";
import { executionHistories, functionLogs } from "../simulation/transcript.ts";
import { watchTable } from "../simulation/watched-table.ts";

/*
 * A string of its own is planted in each input, by every door; services are deployed, deployed again, rejected, approved,
 * failed, cancelled and removed. Then it is looked for in all that is kept and told. Secrets are nowhere; what people say
 * stands where it is meant to be read, and nowhere else.
 */

const canary = (name: string): string => `canary-${name}-7f3a`;

/** What must be nowhere at all. */
const secrets = {
  token: "",
  otherToken: "",
  newToken: "",
  parameter: canary("parameter"),
  secret: canary("secret"),
  signingSecret: canary("signing-secret"),
  botToken: `xoxb-${canary("bot")}`,
  userAgent: canary("user-agent"),
  cookie: canary("cookie"),
  header: canary("header"),
  falseToken: `fw_canary0000_${"Z".repeat(40)}`,
  password: canary("password"),
  path: canary("path"),
  unknownParameter: canary("parameter-unknown"),
  unknownField: canary("field"),
  wrongBody: canary("wrong-body"),
  wrongIdToken: canary("wrongIdToken"),
  strangersReason: canary("strangers-reason"),
  unknownDetail: canary("unknown-detail"),
  slackWithoutProof: canary("without-proof"),
};

/** What is kept on purpose, and where it may be: `items` of the table, `logs`, `events` (and messages), `histories`. */
const kept: Readonly<Record<string, readonly Place[]>> = {
  variable: ["items"],
  command: ["items"],
  idempotencyKey: ["items"],
  reason: ["items", "events"],
  lockReason: ["items"],
  tokenName: ["items"],
  rejection: ["items", "events"],
  slackReason: ["items"],
  slackText: ["items"],
  responseUrl: ["items"],
  eventReason: ["items"],
};

type Place = "items" | "logs" | "events" | "histories";

let simulation: Simulation;
let cloud: Cloud;
let ann: Person;
let bob: Person;
const items: string[] = [];
const events: string[] = [];
/** What was told to Slack. */
const told: string[] = [];
const statuses: string[] = [];

const slack = {
  app: "A0FAIRWAY",
  workspaces: ["T0ACME000"],
  channels: [{ id: "C0DEPLOYS", commands: true, announce: ["*"] }],
  people: [{ user: "U0ADMIN00", role: "admin", services: ["*"] }],
  api: "https://slack.test/api",
  hooks: "https://hooks.slack.test",
};

const minutes = (count: number): Promise<void> => simulation.clock.advance(count * 60_000);
const image = (version: number): string => simulation.push(`shop:${version}`, `content ${version}`);
const manifest = (version: number) => ({
  image: image(version),
  variables: { KEY: canary("variable") },
  command: ["serve", canary("command")],
  secrets: {
    PARAMETER: "/fairway/shared/key",
    SECRET: "arn:aws:secretsmanager:us-east-1:123456789012:secret:fairway/shop-AbCdEf",
  },
});
const idOf = ({ status, headers, body }: Awaited<ReturnType<Person["request"]>>): string => {
  if (status !== 202) throw new Error(`It was not accepted: ${status} ${JSON.stringify(body)}`);
  return String(headers.location).slice("/v1/deployments/".length);
};
const end = async (id: string): Promise<void> => {
  statuses.push((await ann.end(id)).status);
};

async function say(text: string, proof = secrets.signingSecret): Promise<number> {
  const body = new URLSearchParams({
    team_id: "T0ACME000",
    channel_id: "C0DEPLOYS",
    user_id: "U0ADMIN00",
    api_app_id: "A0FAIRWAY",
    command: "/fairway",
    text,
    response_url: `https://hooks.slack.test/commands/${canary("responseUrl")}`,
  }).toString();
  const timestamp = String(Math.floor(simulation.clock.now() / 1000));
  const hmac = createHmac("sha256", proof).update(`v0:${timestamp}:${body}`).digest("hex");
  const { status } = await simulation.run(
    simulation.httpApis.handle(simulation.stack.apiId as string, {
      method: "POST",
      url: "/chatops/slack",
      headers: {
        host: "api.simulated",
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-signature": `v0=${hmac}`,
        "x-slack-request-timestamp": timestamp,
      },
      body: Buffer.from(body),
      sourceIp: "192.0.2.1",
    }),
  );
  await minutes(1);
  return status;
}

async function send(source: string, detail: object): Promise<void> {
  const Detail = JSON.stringify(detail);
  await cloud.call("events", "PutEvents", {
    Entries: [{ Source: source, DetailType: "Fairway Command", EventBusName: "fairway", Detail }],
  });
  await minutes(3);
}

beforeAll(async () => {
  simulation = await createSimulation({
    seed: 1,
    configuration: {
      FAIRWAY_APPROVALS: JSON.stringify([
        { services: ["guarded"], approver: "deployer", breakGlass: "admin", expiresHours: 1 },
      ]),
      FAIRWAY_SLACK: JSON.stringify(slack),
      FAIRWAY_SLACK_SECRET: "fairway-slack",
      FAIRWAY_EVENT_SENDERS: JSON.stringify([{ source: "my.pipeline", role: "deployer", services: ["shop"] }]),
    },
    items: watchTable(memoryTable(), { text: (text) => void items.push(text), wrote: () => undefined }),
    // What a door is sent is the input itself, and the planner is asked by doors; what all others are handed came from us.
    around: (name, handler) => async (event, context) => {
      const isDoor = /-(api-|chatops-slack|event-command)/.test(name);
      if (!isDoor) events.push(JSON.stringify(event));
      const answer = await handler(event, context);
      if (!isDoor) events.push(JSON.stringify(answer ?? null));
      return answer;
    },
    webPost: async (_url, _headers, body) => {
      told.push(body);
      return { status: 200, body: '{"ok":true,"ts":"1.2"}' };
    },
  });
  ({ cloud } = simulation.local);
  ann = await createPerson(simulation, { name: "ann" });
  bob = await createPerson(simulation, { name: "bob", role: "deployer" });
  secrets.token = ann.token.split("_").at(-1) ?? "";
  secrets.otherToken = bob.token.split("_").at(-1) ?? "";
  await cloud.call("ssm", "PutParameter", {
    Name: "/fairway/shared/key",
    Value: secrets.parameter,
    Type: "SecureString",
  });
  await cloud.call("secretsmanager", "CreateSecret", { Name: "fairway/shop", SecretString: secrets.secret });
  await cloud.call("secretsmanager", "CreateSecret", {
    Name: "fairway-slack",
    SecretString: JSON.stringify({ signingSecrets: [secrets.signingSecret], botToken: secrets.botToken }),
  });
}, 60_000);

afterAll(() => simulation.close());

const headers = {
  "user-agent": secrets.userAgent,
  cookie: `session=${secrets.cookie}`,
  "x-anything": secrets.header,
};

async function ask(method: string, path: string, body?: unknown, more: Readonly<Record<string, string>> = {}) {
  return ann.request(method, path, body, { ...headers, ...more });
}

/** Every way through, with something planted wherever there is place for it. */
async function doEverything(): Promise<void> {
  const { SecretList = [] } = await cloud.call("secretsmanager", "ListSecrets", {});
  const secret = SecretList.find(({ Name }) => Name === "fairway/shop")?.ARN as string;
  const whole = (version: number) => ({
    ...manifest(version),
    secrets: { PARAMETER: "/fairway/shared/key", SECRET: secret },
  });
  const path = `/v1/services/shop?reason=${canary("reason")}`;
  await end(idOf(await ask("PUT", path, whole(1), { "idempotency-key": canary("idempotencyKey") })));
  await end(idOf(await ask("PUT", path, whole(2))));
  await end(idOf(await ask("POST", "/v1/services/shop/rollback", { reason: canary("reason") })));
  // One whose image is not there, and one whose secret is not.
  await end(idOf(await ask("PUT", "/v1/services/gone", { ...whole(1), image: `${image(1)}-never` })));
  await end(idOf(await ask("PUT", "/v1/services/poor", { ...whole(1), secrets: { NONE: "/fairway/nothing" } })));
  const begun = idOf(await ask("PUT", path, whole(3)));
  await ask("POST", `/v1/deployments/${begun}/cancel?reason=${canary("reason")}`);
  await end(begun);
  // Approved, and rejected.
  for (const how of ["approve", "reject"]) {
    const id = idOf(await ask("PUT", "/v1/services/guarded", whole(how === "approve" ? 1 : 2)));
    await minutes(1);
    await bob.request("POST", `/v1/deployments/${id}/${how}`, { reason: canary("rejection") });
    await end(id);
  }
  // Settings.
  await ask("PUT", "/v1/locks/other", { reason: canary("lockReason") });
  const { body } = await ask("POST", "/v1/tokens", { name: canary("tokenName"), role: "viewer" });
  secrets.newToken = (body as { token: string }).token.split("_").at(-1) ?? "";
  // What is wrong.
  await ask("PUT", "/v1/services/shop", { image: 7, [secrets.unknownField]: secrets.wrongBody });
  await ask("PUT", `/v1/services/shop?x=${secrets.unknownParameter}`, whole(1));
  await ask("GET", `/v1/${secrets.path}`);
  await ask("PUT", `/v1/services/${secrets.path}_`, whole(1));
  await ask("PUT", "/v1/services/shop", whole(1), { authorization: `Bearer ${secrets.falseToken}` });
  await ask("PUT", "/v1/services/shop", whole(1), { authorization: `Basic ${secrets.password}` });
  await ask("POST", "/v1/tokens/oidc", { idToken: `${secrets.wrongIdToken}.e30.x` });
  // Slack.
  expect(await say(`restart shop because ${canary("slackReason")}`)).toBe(200);
  await minutes(30);
  expect(await say(`restrat ${canary("slackText")}`)).toBe(200);
  expect(await say(`restart shop because ${secrets.slackWithoutProof}`, "another-signing-secret")).toBe(401);
  // Events.
  await send("my.pipeline", { command: "restart", service: "shop", reason: canary("eventReason") });
  await minutes(30);
  await send("my.pipeline", { command: "restart", service: "shop", [secrets.unknownDetail]: secrets.unknownDetail });
  await send("some.one", { command: "restart", service: "shop", reason: secrets.strangersReason });
  await end(idOf(await ask("DELETE", `/v1/services/shop?reason=${canary("reason")}`)));
  await minutes(30);
}

test("what is planted in an input is found where it is meant to be, and secrets nowhere", async () => {
  await doEverything();
  expect(statuses).toEqual([
    "SUCCEEDED",
    "SUCCEEDED",
    "SUCCEEDED",
    "FAILED_CLEAN",
    "FAILED_CLEAN",
    "CANCELLED",
    "SUCCEEDED",
    "CANCELLED",
    "SUCCEEDED",
  ]);
  const histories = await executionHistories(simulation);
  // A restart through Slack and one by an event besides; each with its whole history.
  expect(histories.length).toBeGreaterThanOrEqual(statuses.length + 2);
  expect(histories.every((history) => /ExecutionStarted/.test(history))).toBe(true);
  const places: Readonly<Record<Place, string>> = {
    items: items.join("\n"),
    logs: await functionLogs(simulation),
    events: events.join("\n"),
    histories: histories.join("\n"),
  };
  const where = (text: string): readonly Place[] =>
    (Object.keys(places) as Place[]).filter((place) => places[place].includes(text));

  expect(Object.fromEntries(Object.entries(secrets).map(([name, text]) => [name, where(text)]))).toEqual(
    Object.fromEntries(Object.keys(secrets).map((name) => [name, []])),
  );
  expect(Object.fromEntries(Object.keys(kept).map((name) => [name, where(canary(name))]))).toEqual(kept);
  for (const text of Object.values(secrets)) expect(told.join("\n")).not.toContain(text);
}, 120_000);
