import { beforeEach, describe, expect, test } from "@jest/globals";
import { createImagePollHandler } from "../../../../functions/schedules/image-poll/tick.ts";
import { createWishesHandler } from "../../../../functions/schedules/wishes/tick.ts";
import { deploy } from "../../../../shared/commands/deploy.ts";
import type { ActualService } from "../../../../shared/plan/facts.ts";
import type { Found } from "../../../../shared/ports/found.ts";
import type { Push } from "../../../../shared/reactions/push.ts";
import { callerOf, throttled, type Workbench, workbench } from "../../shared/commands/workbench.ts";
import { specOf } from "../../shared/plan/fixtures.ts";

const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`;
const registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

let bench: Workbench;
let listed: string[];
let pushes: Push[];
/** What ECS shows of every service. */
let ecs: Found<ActualService> | undefined;

const tools = () => ({
  ...bench,
  clock: { now: () => bench.time },
  installation: { name: "fairway", cluster: "fairway", account: "123456789012", region: "us-east-1" },
  services: { find: async () => ecs },
});
const fulfil = () => createWishesHandler(tools())({});
const poll = () =>
  createImagePollHandler({
    ...tools(),
    pushes: {
      find: async () => undefined,
      list: async (repository) => {
        listed.push(repository);
        return { pushes: pushes.filter((push) => push.repository === repository), isWhole: true };
      },
    },
  })({});

/** A push, so many minutes from now. */
const push = (tag: string, minutes: number, digest = digestOf("b"), repository = "orders"): Push => ({
  repository,
  tag,
  digest,
  pushedAt: bench.time + minutes * 60_000,
});

const serve = async (name: string, manifest: Readonly<Record<string, unknown>> = {}): Promise<void> => {
  const spec = specOf({ name, image: `${registry}/orders:v1.0.0`, deployOnPush: { semver: "1.x" }, ...manifest });
  await bench.end((await deploy(bench, callerOf("admin"), { spec, mode: "put" })).deploymentId);
};

/** The images of the deployments that were begun since the last look. */
const begun = async (): Promise<readonly string[]> => {
  const ids = bench.started.splice(0).map((line) => line.split(" ")[1] ?? "");
  const specs = await Promise.all(ids.map((id) => bench.store.deployments.spec(id)));
  return specs.map((spec) => `${spec?.name} ${spec?.image.split("/")[1]?.split("@")[0]}`);
};
const failLatest = async (name: string): Promise<void> => {
  const { deploymentId = "" } = (await bench.store.services.find(name)) ?? {};
  await bench.store.deployments.finish(deploymentId, { status: "ROLLED_BACK", endedAt: bench.time });
};

beforeEach(async () => {
  bench = workbench();
  listed = [];
  ecs = undefined;
  await serve("orders");
  await serve("till");
  await begun();
});

describe("wishes", () => {
  test("where there are none cost one read", async () => {
    expect(await fulfil()).toEqual({ did: "nothing", reason: "0 are wished for" });
  });

  test("that cannot be done now do not keep the others waiting", async () => {
    await bench.store.wishes.put({ kind: "push", service: "orders", push: push("v1.1.0", 1) }, undefined);
    await bench.store.wishes.put({ kind: "push", service: "till", push: push("v1.1.0", 1) }, undefined);
    bench.fail.put = (pk) => (pk.startsWith("DEPLOYMENT") && bench.started.length === 0 ? throttled : undefined);
    expect(await fulfil()).toMatchObject({ did: "nothing" });
    expect(bench.lines.filter(({ message }) => message === "wish not fulfilled")).toHaveLength(2);

    delete bench.fail.put;
    expect(await fulfil()).toMatchObject({ did: "fulfilled wishes" });
    expect(await begun()).toEqual(["orders orders:v1.1.0", "till orders:v1.1.0"]);
    expect(await bench.store.wishes.list(10)).toEqual([]);
  });

  test("of a service that is gone are forgotten", async () => {
    await bench.store.wishes.put({ kind: "push", service: "gone", push: push("v1.1.0", 1) }, undefined);
    const more = { secrets: ["db"], changedAt: bench.time, notBefore: bench.time };
    await bench.store.wishes.put({ kind: "restart", service: "gone", ...more }, undefined);
    await fulfil();

    expect(await bench.store.wishes.list(10)).toEqual([]);
  });

  test("to tidy up after a deployment are a repair, once", async () => {
    await bench.store.services.update("orders", { servingDeploymentId: "d-9" });
    await bench.store.wishes.put({ kind: "tidy", service: "orders", deploymentId: "d-9" }, undefined);
    expect(await fulfil()).toMatchObject({ did: "fulfilled wishes", reason: expect.stringContaining("orders tidies") });
    await fulfil();

    const { deploymentId = "" } = (await bench.store.services.find("orders")) ?? {};
    expect(bench.started).toEqual([`deploy ${deploymentId}`]);
    expect(await bench.store.deployments.find(deploymentId)).toMatchObject({ origin: { command: "repair" } });
  });

  test("are written by one of two who saw the same, and removed as they were seen alone", async () => {
    const { wishes } = bench.store;
    const wish = { kind: "push", service: "orders", push: push("v1.1.0", 1) } as const;
    expect(await wishes.put(wish, undefined)).toBe(true);
    expect(await wishes.put(wish, undefined)).toBe(false);
    const seen = await wishes.find("push", "orders");
    expect(await wishes.put({ ...wish, push: push("v1.2.0", 2) }, seen)).toBe(true);
    expect(await wishes.put(wish, seen)).toBe(false);
    if (seen) await wishes.remove(seen);

    expect((await wishes.find("push", "orders"))?.push.tag).toBe("v1.2.0");
  });
});

describe("a service whose Spot capacity is gone", () => {
  const lacking = {
    status: "ACTIVE",
    desiredCount: 2,
    runningCount: 0,
    pendingCount: 0,
    tags: {},
  } as Found<ActualService>;
  const spot = { capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] };
  const wish = { kind: "spot", service: "orders", why: "no", moves: 0 } as const;
  const command = async () => {
    const { deploymentId = "" } = (await bench.store.services.find("orders")) ?? {};
    return (await bench.store.deployments.find(deploymentId))?.origin?.command;
  };
  const decisions = async () => (await bench.store.decisions.list("orders")).decisions.map(({ what }) => what);

  beforeEach(async () => {
    await serve("orders", { ...spot, deployOnPush: undefined });
    await begun();
    const reason = "was unable to place a task. Reason: Capacity is unavailable at this time.";
    ecs = { ...lacking, unplaced: { at: bench.time, reason } };
    await bench.store.wishes.put({ ...wish, notBefore: bench.time }, undefined);
  });

  test("falls back by a deployment of its own, with a line and a word to people, and is to return in an hour", async () => {
    expect(await fulfil()).toMatchObject({
      did: "fulfilled wishes",
      reason: expect.stringMatching(/^orders falls back/),
    });
    expect(await command()).toBe("fall-back");
    expect(await decisions()).toEqual([expect.stringMatching(/^run on demand for now, by deployment d-/)]);
    expect(bench.announced).toEqual([expect.stringMatching(/^spot-d-/)]);
    expect(await bench.store.wishes.find("spot", "orders")).toMatchObject({
      moves: 1,
      movedAt: bench.time,
      notBefore: bench.time + 3_600_000,
    });

    await fulfil();
    expect(bench.started).toHaveLength(1);
  });

  test("is moved once, where two look at the same moment", async () => {
    await Promise.all([fulfil(), fulfil()]);
    expect(bench.started).toHaveLength(1);
    expect(await bench.store.wishes.find("spot", "orders")).toMatchObject({ moves: 1 });
  });

  test("waits a minute and counts nothing, where someone locks it at the same moment", async () => {
    const find = bench.store.locks.findOn;
    let looks = 0;
    const locks = { ...bench.store.locks, findOn: async (name: string) => (looks++ === 0 ? undefined : find(name)) };
    await bench.store.locks.put({ name: "orders", by: "ann", byId: "t-1", createdAt: 0, reason: "mine" });
    const store = { ...bench.store, locks };
    await createWishesHandler({ ...tools(), store })({});
    expect(bench.started).toEqual([]);
    expect(await bench.store.wishes.find("spot", "orders")).toMatchObject({
      moves: 0,
      notBefore: bench.time + 60_000,
    });
    expect(await decisions()).toEqual([]);
  });

  test("returns by the other command, and is forgotten once it is back", async () => {
    await bench.store.services.update("orders", { fallback: { since: bench.time, deploymentId: "d-1" } });
    await fulfil();
    expect(await command()).toBe("return");
    expect(await decisions()).toEqual([expect.stringMatching(/^return to Spot, by deployment d-/)]);

    const { deploymentId = "" } = (await bench.store.services.find("orders")) ?? {};
    await bench.end(deploymentId);
    await bench.store.services.update("orders", { fallback: undefined });
    ecs = { ...lacking, runningCount: 2 };
    bench.time += 2 * 3_600_000;
    await fulfil();
    expect(await bench.store.wishes.list(10)).toEqual([]);
  });
});

describe("the poll", () => {
  test("asks for each repository once, whoever uses it, and deploys the highest version", async () => {
    pushes = [push("v1.1.0", 1), push("v1.3.0", 2, digestOf("c")), push("v1.2.0", 3), push("v2.0.0", 4)];
    await poll();

    expect(listed).toEqual(["orders"]);
    expect(await begun()).toEqual(["orders orders:v1.3.0", "till orders:v1.3.0"]);
  });

  test("asks for nothing where no manifest says so", async () => {
    await serve("orders", { deployOnPush: undefined, count: 2 });
    await serve("till", { deployOnPush: undefined, count: 2 });
    await poll();

    expect(listed).toEqual([]);
  });

  test("never tries a push that failed again, and finds what mends it", async () => {
    pushes = [push("v1.3.0", 1)];
    await poll();
    await failLatest("orders");
    expect(await begun()).toContain("orders orders:v1.3.0");
    await poll();
    expect(await begun()).toEqual([]);

    pushes = [...pushes, push("v1.2.1", 5, digestOf("d"))];
    await poll();
    expect(await begun()).toEqual(["orders orders:v1.2.1"]);
  });

  test("leaves alone what was pushed before a person chose", async () => {
    pushes = [push("v1.3.0", -1)];
    await poll();

    expect(await begun()).toEqual([]);
  });
});
