import { beforeEach, describe, expect, test } from "@jest/globals";
import { createCommandHandler } from "../../../../functions/events/command/reactor.ts";
import { deploy } from "../../../../shared/commands/deploy.ts";
import type { EventHandler } from "../../../../shared/reactions/runner.ts";
import { callerOf, throttled, type Workbench, workbench } from "../../shared/commands/workbench.ts";
import { specOf } from "../../shared/plan/fixtures.ts";

let bench: Workbench;
let handle: EventHandler;

const event = (detail: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) => ({
  version: "0",
  id: "e-1",
  "detail-type": "Fairway Command",
  source: "my.pipeline",
  account: "123456789012",
  time: new Date(bench.time).toISOString(),
  region: "us-east-1",
  resources: [],
  detail,
  ...more,
});

const restart = { command: "restart", service: "orders" };
const lines = async () =>
  (await bench.audit())
    .filter(({ door }) => door === "events")
    .map(({ command, outcome, actor, source }) => `${actor} ${command} ${outcome} (${source})`);

beforeEach(async () => {
  bench = workbench();
  handle = createCommandHandler({
    ...bench,
    clock: { now: () => bench.time },
    installation: { account: "123456789012" },
    senders: [
      { source: "my.pipeline", role: "deployer", services: ["orders"] },
      { source: "my.pipeline", account: "999999999999", role: "operator", services: ["*"] },
    ],
  });
  const { deploymentId } = await deploy(bench, callerOf("admin"), { spec: specOf({}), mode: "put" });
  await bench.end(deploymentId);
  bench.started.length = 0;
  bench.time += 60_000;
});

describe("a command event", () => {
  test("that comes twice is given once", async () => {
    const first = await handle(event(restart));
    const second = await handle(event(restart));

    expect(first).toMatchObject({ did: "restart" });
    expect(second).toMatchObject({ did: "nothing", reason: expect.stringMatching(/came before/) });
    expect(bench.started).toHaveLength(1);
    expect(await lines()).toEqual(["my.pipeline restart accepted (event e-1 of account 123456789012)"]);
  });

  test("that comes a second time while it is at work is left to a later try", async () => {
    const [one, other] = await Promise.allSettled([handle(event(restart)), handle(event(restart))]);

    expect([one.status, other.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(bench.started).toHaveLength(1);
  });

  test("whose try failed by AWS's fault is given by the next", async () => {
    bench.fail.start = throttled;
    await expect(handle(event(restart))).rejects.toThrow("Rate exceeded");
    delete bench.fail.start;

    expect(await handle(event(restart))).toMatchObject({ did: "restart" });
  });

  test("is judged by the account that it comes from", async () => {
    const remove = { command: "remove", service: "orders" };
    await handle(event(remove, { account: "999999999999" }));
    await handle(event(remove, { account: "555555555555", id: "e-2" }));

    expect(bench.started).toEqual([]);
    expect(
      (await bench.audit())
        .slice(0, 2)
        .map(({ reason }) => reason)
        .toSorted(),
    ).toEqual([
      "no sender my.pipeline of account 555555555555 may give commands: event-senders.yml says who may",
      "remove needs the role deployer, and my.pipeline is operator.",
    ]);
  });

  test("that is an hour old is refused: what was meant then need not be meant now", async () => {
    const old = event(restart);
    bench.time += 3_600_001;

    expect(await handle(old)).toMatchObject({ did: "refused", reason: expect.stringMatching(/more than 60 minutes/) });
    expect(bench.started).toEqual([]);
  });

  test.each([
    ["another detail type", { "detail-type": "Fairway Count Requested" }],
    ["no time", { time: "soon" }],
    ["no account", { account: undefined }],
    ["no detail", { detail: null }],
  ])("with %s is none", async (_what, more) => {
    expect(await handle(event(restart, more))).toMatchObject({ did: "nothing" });
    expect(await lines()).toEqual([]);
  });

  test.each([
    [{ command: "repair", service: "orders", reason: "drift" }, /^deployment d-/],
    [{ command: "lock", service: "orders", reason: "sale" }, /^locked$/],
    [{ command: "scale", service: "orders", count: "auto" }, /^count auto$/],
    [{ command: "cancel", deploymentId: "d-none" }, /cancel needs the scope/],
    [{ command: "unlock", service: "orders" }, /not locked/],
  ])("%j is what the HTTP API would do", async (detail, reason) => {
    expect((await handle(event(detail))).reason).toMatch(reason);
    expect(await lines()).toHaveLength(1);
  });
});
