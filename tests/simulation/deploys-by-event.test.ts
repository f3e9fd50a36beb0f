import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Cloud } from "../../local/cloud.ts";
import type { Deliveries } from "../../local/services/events/deliveries.ts";
import type { Template } from "../../local/stack/index.ts";
import { monthOf } from "../../shared/store/audit.ts";
import { createPerson, type Person } from "./person.ts";
import { createSimulation, editTemplate, type Simulation } from "./simulation.ts";

let simulation: Simulation;
let person: Person;
let cloud: Cloud;

const senders = [{ source: "my.pipeline", role: "deployer", services: ["shop"] }];

/** The stack as it is with these lines in event-senders.yml. */
editTemplate((template) => {
  const resources = template.Resources as unknown as Record<
    string,
    { Properties: { Environment: { Variables: Record<string, string> } } }
  >;
  const variables = resources.EventDashcommandLambdaFunction?.Properties.Environment.Variables;
  if (variables) variables.FAIRWAY_EVENT_SENDERS = JSON.stringify(senders);
  return template as Template;
});

const begin = async (manifest: Readonly<Record<string, unknown>>, deliveries?: Deliveries): Promise<void> => {
  simulation = await createSimulation({ seed: 1, ...(deliveries && { deliveries: () => deliveries }) });
  person = await createPerson(simulation);
  cloud = simulation.local.cloud;
  const image = simulation.push("shop:v1.0.0", "one");
  expect((await person.end(await person.deploy({ name: "shop", image, ...manifest }))).status).toBe("SUCCEEDED");
  await minutes(2);
};

afterEach(() => simulation.close());

const minutes = (count: number): Promise<void> => simulation.clock.advance(count * 60_000);
const releases = async () => (await simulation.store.releases.list("shop")).releases;
/** What serves: tag and by whom it was deployed, the oldest first. */
const served = async () =>
  (await releases())
    .filter(({ result }) => result === "SUCCEEDED")
    .map(({ spec, actor }) => `${/:([^:@]+)@?/.exec(spec.image)?.[1]} by ${actor}`)
    .toReversed();
const audited = async () =>
  (await simulation.store.audit.list(monthOf(simulation.clock.now()))).lines
    .filter(({ door }) => door === "events")
    .map(({ actor, command, outcome, reason }) => `${actor} ${command} ${outcome}: ${reason}`)
    .toReversed();
const tasks = async () => (await cloud.call("ecs", "ListTasks", { cluster: "fairway" })).taskArns ?? [];
const silence = async (detailType: string): Promise<void> => {
  const { Rules = [] } = await cloud.call("events", "ListRules", {});
  for (const { Name = "", EventPattern = "" } of Rules)
    if (EventPattern.includes(detailType)) await cloud.call("events", "DisableRule", { Name });
};

describe("a pushed image", () => {
  test("that the manifest takes is deployed by its digest, and audited", async () => {
    await begin({ deployOnPush: { semver: ">=1 <3" } });
    simulation.push("shop:v1.4.2", "two");
    await minutes(5);

    expect(await served()).toEqual(["v1.0.0 by person", "v1.4.2 by push"]);
    expect(await audited()).toEqual(["push deploy accepted: pushed shop:v1.4.2"]);
    const [latest] = await releases();
    expect(latest).toMatchObject({
      reason: "pushed shop:v1.4.2",
      image: expect.stringMatching(/\/shop:v1\.4\.2@sha256:/),
    });
    const { taskDefinition = "" } =
      (await cloud.call("ecs", "DescribeServices", { cluster: "fairway", services: ["shop"] })).services?.[0] ?? {};
    expect(taskDefinition).toBe(latest?.taskDefinitionArn);
    expect((await person.request("GET", "/v1/services/shop/drift")).body).toMatchObject({ status: "SYNCED" });
  });

  test.each([
    ["that is a pre-release", "shop:v2.0.0-rc.1"],
    ["that is out of range", "shop:v3.0.0"],
    ["that is older than what runs", "shop:v0.9.0"],
    ["of another repository", "till:v1.4.2"],
  ])("%s is not", async (_what, name) => {
    await begin({ deployOnPush: { semver: ">=1 <3" } });
    simulation.push(name, "two");
    await minutes(15);

    expect(await served()).toEqual(["v1.0.0 by person"]);
    expect(await audited()).toEqual([]);
  });

  test("that comes while a deployment is under way waits for it, and of several the newest wins", async () => {
    await begin({ deployOnPush: { tag: "v*" } });
    simulation.push("shop:v2", "two");
    await simulation.clock.advance(20_000);
    simulation.push("shop:v3", "three");
    await simulation.clock.advance(5_000);
    simulation.push("shop:v4", "four");
    await minutes(15);

    expect(await served()).toEqual(["v1.0.0 by person", "v2 by push", "v4 by push"]);
    const { body } = await person.request("GET", "/v1/services/shop/decisions");
    const told = (body as { decisions: { what: string }[] }).decisions.map(({ what }) => what.split(" by ")[0]);
    expect(told).toContain("keep shop:v4 until it can be deployed");
  });

  test("is kept while the service is locked, and deployed once it is not", async () => {
    await begin({ deployOnPush: { tag: "v*" } });
    await person.request("PUT", "/v1/locks/shop", { reason: "sale" });
    simulation.push("shop:v2", "two");
    await minutes(30);
    expect(await served()).toEqual(["v1.0.0 by person"]);

    await person.request("DELETE", "/v1/locks/shop");
    await minutes(5);
    expect(await served()).toEqual(["v1.0.0 by person", "v2 by push"]);
  });

  test("is not deployed any more once its manifest takes it no longer", async () => {
    await begin({ deployOnPush: { tag: "v*" } });
    const image = `${(await releases())[0]?.spec.image}`;
    const id = await person.deploy({ name: "shop", image, deployOnPush: { tag: "main-*" } });
    simulation.push("shop:v2", "two");
    await person.end(id);
    await minutes(15);

    expect(await served()).toEqual(["v1.0.0 by person", "v1.0.0 by person"]);
    expect(await simulation.store.wishes.list(10)).toEqual([]);
  });

  test("whose event is lost is found by the poll", async () => {
    await begin({ deployOnPush: { semver: "1.x" } });
    await silence("ECR Image Action");
    simulation.push("shop:v1.2.0", "two");
    simulation.push("shop:v1.3.0", "three");
    simulation.push("shop:v2.0.0", "four");
    await minutes(15);

    expect(await served()).toEqual(["v1.0.0 by person", "v1.3.0 by push"]);
  });

  test("told thrice, out of order and late is deployed once, and none older after it", async () => {
    // The first push is told last: each event's three deliveries are later than those of the next push.
    let sent = 0;
    await begin(
      { deployOnPush: { tag: "v*" } },
      {
        plan: ({ event }) => {
          if (event["detail-type"] !== "ECR Image Action") return [1_000];
          const late = 400_000 - 150_000 * sent++;
          return [late, late + 1, late + 240_000];
        },
      },
    );
    await minutes(10);
    sent = 0;
    simulation.push("shop:v2", "two");
    await simulation.clock.advance(2_000);
    simulation.push("shop:v3", "three");
    await minutes(25);

    expect((await served()).at(-1)).toBe("v3 by push");
    expect((await audited()).filter((line) => line.includes(" accepted: "))).toEqual([
      "push deploy accepted: pushed shop:v3",
    ]);
  });

  test("from before a rollback does not undo it", async () => {
    await begin({ deployOnPush: { tag: "v*" } });
    simulation.push("shop:v2", "two");
    await minutes(5);
    const { headers } = await person.request("POST", "/v1/services/shop/rollback");
    await person.end(String(headers.location).split("/").at(-1) ?? "");
    await minutes(25);

    expect(await served()).toEqual(["v1.0.0 by person", "v2 by push", "v1.0.0 by person"]);
  });
});

describe("a rotated secret", () => {
  const secret = async (name: string): Promise<string> =>
    (await cloud.call("secretsmanager", "CreateSecret", { Name: name, SecretString: "one" })).ARN ?? "";
  const rotate = (SecretId: string) =>
    cloud.call("secretsmanager", "PutSecretValue", { SecretId, SecretString: "two" });

  const beginWithSecrets = async (more: Readonly<Record<string, unknown>> = {}): Promise<void> => {
    await begin({});
    const secrets = { ONE: await secret("fairway/one"), TWO: await secret("fairway/two"), KEY: "/fairway/key" };
    await cloud.call("ssm", "PutParameter", { Name: "/fairway/key", Value: "one", Type: "String" });
    const image = `${(await releases())[0]?.spec.image}`;
    expect((await person.end(await person.deploy({ name: "shop", image, secrets, ...more }))).status).toBe("SUCCEEDED");
    await minutes(2);
  };

  test("restarts the services that use it, once for all that change within a minute", async () => {
    await beginWithSecrets();
    const before = await tasks();
    await rotate("fairway/one");
    await simulation.clock.advance(10_000);
    await rotate("fairway/two");
    await cloud.call("ssm", "PutParameter", { Name: "/fairway/key", Value: "two", Type: "String", Overwrite: true });
    await minutes(10);

    const [line = "", ...others] = await audited();
    expect(others).toEqual([]);
    expect(line).toMatch(/^secret restart accepted: .* changed$/);
    // The two that changed at one moment come in either order.
    for (const name of ["fairway/one", "fairway/two", "/fairway/key"]) expect(line).toContain(name);
    const after = await tasks();
    expect(after).toHaveLength(before.length);
    expect(after.filter((task) => before.includes(task))).toEqual([]);
    expect(await simulation.store.wishes.list(10)).toEqual([]);
  });

  test("restarts nothing where the manifest says so, nor where none uses it", async () => {
    await beginWithSecrets({ restartOnSecretChange: false });
    await secret("fairway/other");
    await rotate("fairway/one");
    await rotate("fairway/other");
    await minutes(10);

    expect(await audited()).toEqual([]);
  });

  test("waits for a deployment under way, whose tasks may have read the old value", async () => {
    await beginWithSecrets();
    const { headers } = await person.request("POST", "/v1/services/shop/restart");
    await simulation.clock.advance(5_000);
    await rotate("fairway/one");
    await person.end(String(headers.location).split("/").at(-1) ?? "");
    await minutes(10);

    expect(await audited()).toEqual(["secret restart accepted: fairway/one changed"]);
  });
});

describe("a command as an event", () => {
  const send = async (detail: Readonly<Record<string, unknown>>, more: { source?: string } = {}): Promise<void> => {
    const { source: Source = "my.pipeline" } = more;
    const Entries = [
      { EventBusName: "fairway", Source, DetailType: "Fairway Command", Detail: JSON.stringify(detail) },
    ];
    await cloud.call("events", "PutEvents", { Entries });
    await minutes(4);
  };

  beforeEach(() => begin({}));

  test("is given as its sender, and audited", async () => {
    const image = simulation.push("shop:v2", "two");
    await send({ command: "deploy", service: "shop", image, reason: "build 7" });
    await send({ command: "scale", service: "shop", count: 2 });
    await send({ command: "rollback", service: "shop" });

    expect(await served()).toEqual(["v1.0.0 by person", "v2 by my.pipeline", "v1.0.0 by my.pipeline"]);
    expect(await tasks()).toHaveLength(2);
    expect(await audited()).toEqual([
      "my.pipeline deploy accepted: build 7",
      "my.pipeline scale accepted: count 2",
      "my.pipeline rollback accepted: undefined",
    ]);
  });

  test("of a whole manifest makes a service, as far as its sender reaches", async () => {
    await send({ command: "remove", service: "shop", reason: "anew" });
    await minutes(6);
    await send({ command: "deploy", service: "shop", manifest: { image: simulation.push("shop:v3", "three") } });
    await send({ command: "deploy", service: "till", manifest: { image: "nginx:1.27" } });

    expect((await served()).at(-1)).toBe("v3 by my.pipeline");
    expect((await audited()).at(-1)).toMatch(
      /^my.pipeline deploy refused: my.pipeline does not reach the service till/,
    );
  });

  test.each([
    [
      "of a stranger",
      { command: "remove", service: "shop" },
      "someone",
      /^someone remove refused: no sender someone of/,
    ],
    ["of our own functions", { command: "remove", service: "shop" }, "fairway", undefined],
    [
      "that is none",
      { command: "destroy", service: "shop" },
      "my.pipeline",
      /unreadable refused: command must be deploy/,
    ],
    ["without a service", { command: "restart" }, "my.pipeline", /unreadable refused: service is missing/],
    ["with an unknown field", { command: "restart", service: "shop", force: 1 }, "my.pipeline", /force is not known/],
    ["with a bad count", { command: "scale", service: "shop", count: -1 }, "my.pipeline", /count must be a whole/],
    [
      "with a bad manifest",
      { command: "deploy", service: "shop", manifest: { image: "nginx:1", port: 0 } },
      "my.pipeline",
      /deploy refused: .*manifest\.port must be at least 1/,
    ],
    ["of neither manifest nor image", { command: "deploy", service: "shop" }, "my.pipeline", /manifest send either/],
    ["that the HTTP API refuses", { command: "rollback", service: "shop", release: 9 }, "my.pipeline", /no release 9/],
  ])("%s does nothing, and says why", async (_what, detail, source, line) => {
    const before = await releases();
    await send(detail, { source });

    expect(await releases()).toEqual(before);
    expect((await person.request("GET", "/v1/services/shop")).status).toBe(200);
    expect(await audited()).toEqual(line ? [expect.stringMatching(line)] : []);
  });
});
