import { beforeEach, describe, expect, test } from "@jest/globals";
import { isCursorOf, monthOf } from "../../../../shared/store/audit.ts";
import type { Incident } from "../../../../shared/store/incidents.ts";
import { keys } from "../../../../shared/store/keys.ts";
import type { Release } from "../../../../shared/store/releases.ts";
import type { ServiceRecord } from "../../../../shared/store/services.ts";
import { createStore, type Store } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";
import { specOf } from "../plan/fixtures.ts";
import { writtenTwice } from "./written-twice.ts";

let store: Store;

beforeEach(() => {
  store = createStore(memoryTable());
});

const service = (name: string): ServiceRecord => ({
  name,
  status: "CREATING",
  generation: 1,
  createdAt: 1,
  createdBy: "ann",
  updatedAt: 1,
});

describe("services", () => {
  test("are created once, listed by name, and read back whole", async () => {
    const withLease = { ...service("b"), lease: { deploymentId: "d-1" } };
    expect(await store.services.create(withLease)).toBe(true);
    expect(await store.services.create(service("b"))).toBe(false);
    await store.services.create(service("a"));

    expect(await store.services.find("b")).toEqual(withLease);
    expect((await store.services.list()).services.map(({ name }) => name)).toEqual(["a", "b"]);
    const page = await store.services.list({ limit: 1 });
    expect(page.services.map(({ name }) => name)).toEqual(["a"]);
    expect((await store.services.list({ limit: 1, cursor: page.cursor as string })).services[0]?.name).toBe("b");
  });

  test("are leased to one deployment at a time, until it gives the lease back", async () => {
    await store.services.create(service("a"));
    const take = (deploymentId: string) => store.services.takeLease("a", deploymentId);

    expect(await take("d-1")).toMatchObject({ name: "a", lease: { deploymentId: "d-1" } });
    expect(await take("d-2")).toBeUndefined();
    expect(await take("d-1")).toMatchObject({ lease: { deploymentId: "d-1" } });
    await store.services.freeLease("a", "d-2");
    expect(await take("d-2")).toBeUndefined();
    await store.services.freeLease("a", "d-1");
    expect(await take("d-2")).toMatchObject({ lease: { deploymentId: "d-2" } });
    expect(await store.services.takeLease("none", "d-1")).toBeUndefined();
  });

  test("are leased anew instead of a deployment that is known to be over, and of no other", async () => {
    await store.services.create({ ...service("a"), lease: { deploymentId: "d-1" } });

    expect(await store.services.takeLease("a", "d-3", "d-2")).toBeUndefined();
    expect(await store.services.takeLease("a", "d-2", "d-1")).toMatchObject({ lease: { deploymentId: "d-2" } });
    expect(await store.services.takeLease("a", "d-3", "d-1")).toBeUndefined();
  });

  test("are changed only by who holds the lease, or saw the latest generation, where that is asked", async () => {
    await store.services.create(service("a"));
    await store.services.takeLease("a", "d-1");

    expect(await store.services.update("a", { url: "http://1" }, { heldBy: "d-2" })).toBe(false);
    expect(await store.services.update("a", { url: "http://1" }, { heldBy: "d-1" })).toBe(true);
    expect(await store.services.update("a", { generation: 2 }, { generation: 1 })).toBe(true);
    expect(await store.services.update("a", { generation: 2 }, { generation: 1 })).toBe(false);
    expect(await store.services.update("none", { url: "http://1" })).toBe(false);
    expect(await store.services.find("a")).toMatchObject({ url: "http://1", generation: 2 });
    expect(await store.services.remove("a", "d-2")).toBe(false);
    expect(await store.services.remove("a", "d-1")).toBe(true);
    expect(await store.services.find("a")).toBeUndefined();
  });
});

test("a round gives each service its turn, a few at a time, and begins anew", async () => {
  for (const name of ["a", "b", "c", "d", "e"]) await store.services.create(service(name));
  const turn = async (limit: number) => (await store.rounds.next(limit)).map(({ name }) => name).join("");

  expect([await turn(2), await turn(2), await turn(2), await turn(2)]).toEqual(["ab", "cd", "e", "ab"]);
  await store.services.create(service("bb"));
  expect([await turn(9), await turn(9)]).toEqual(["bbcde", "abbbcde"]);
});

describe("releases", () => {
  const release = (deploymentId: string): Omit<Release, "number"> => ({
    service: "a",
    deploymentId,
    spec: specOf({ port: 80 }),
    specDigest: "x",
    image: "nginx:1.27",
    taskDefinitionArn: "a:1",
    actor: "ann",
    result: "SUCCEEDED",
    createdAt: 1,
  });

  test("are numbered from 1, and a deployment that is recorded twice has one", async () => {
    expect(await store.releases.append(release("d-1"))).toBe(1);
    expect(await store.releases.append(release("d-1"))).toBe(1);
    expect(await store.releases.append(release("d-2"))).toBe(2);
    expect((await store.releases.list("a")).releases.map(({ deploymentId }) => deploymentId)).toEqual(["d-2", "d-1"]);
    expect(await store.releases.find("a", 1)).toMatchObject({ deploymentId: "d-1", number: 1 });
    expect(await store.releases.find("a", 3)).toBeUndefined();
  });

  test("of two deployments at the same moment get two numbers", async () => {
    const numbers = await Promise.all([store.releases.append(release("d-1")), store.releases.append(release("d-2"))]);
    expect(numbers.sort()).toEqual([1, 2]);
  });

  test("are numbered where the answer to that was lost", async () => {
    const twice = createStore(writtenTwice(memoryTable()));

    expect(await twice.releases.append(release("d-1"))).toBe(1);
    expect(await twice.releases.append(release("d-2"))).toBe(2);
  });

  test("are not tried for ever where each number is taken", async () => {
    let tries = 0;
    const full = { ...memoryTable(), put: async () => ++tries < 0 };

    await expect(createStore(full).releases.append(release("d-1"))).rejects.toMatchObject({ name: "Transient" });
    expect(tries).toBe(5);
  });
});

test("a deployment that was discarded is not there, and the write that was to keep it comes too late for an hour", async () => {
  const table = memoryTable();
  const { deployments } = createStore(table);
  const accepted = { service: "a", action: "deploy", status: "ACCEPTED", phase: "apply", actor: "ann" } as const;
  const deployment = { ...accepted, id: "d-1", door: "http", createdAt: 1, deadline: 2 } as const;
  await deployments.create(deployment, specOf({}));
  await deployments.discard("d-1", 5_000);

  expect(await deployments.find("d-1")).toBeUndefined();
  expect(await deployments.listInProgress(10)).toEqual([]);
  expect(await deployments.create(deployment, specOf({}))).toBe(false);
  expect(await deployments.find("d-1")).toBeUndefined();
  expect(await table.get(keys.deployment("d-1"))).toMatchObject({ ttl: 3_605 });
});

test("a wait is found by ECS's deployment, the latest token in place of the one before", async () => {
  const wait = { ecsDeploymentId: "ecs-svc/1", deploymentId: "d-1", cluster: "c", service: "a", expiresAt: 100 };
  await store.waits.put({ ...wait, taskToken: "first" });
  await store.waits.put({ ...wait, taskToken: "second" });
  expect(await store.waits.find("ecs-svc/1")).toEqual({ ...wait, taskToken: "second" });
  await store.waits.remove({ ...wait, taskToken: "first" });
  expect(await store.waits.find("ecs-svc/1")).toBeDefined();
  await store.waits.remove({ ...wait, taskToken: "second" });
  expect(await store.waits.find("ecs-svc/1")).toBeUndefined();
});

test("tokens are created once, listed, and removed", async () => {
  const token = {
    id: "t1",
    hash: "h",
    role: "admin",
    name: "Ann",
    scope: "*",
    createdAt: 1,
    createdBy: "install",
  } as const;
  expect(await store.tokens.create({ ...token, expiresAt: 5_000 })).toBe(true);
  expect(await store.tokens.create({ ...token, hash: "another" })).toBe(false);
  expect(await store.tokens.find("t1")).toEqual({ ...token, expiresAt: 5_000 });
  expect((await store.tokens.list()).tokens).toHaveLength(1);
  expect(await store.tokens.remove("t1")).toBe(true);
  expect(await store.tokens.remove("t1")).toBe(false);
  const twice = createStore(writtenTwice(memoryTable()));
  expect(await twice.tokens.create(token)).toBe(true);
  expect(await twice.tokens.create({ ...token, hash: "another" })).toBe(false);
  expect(await twice.tokens.remove("t1")).toBe(true);
  expect(await twice.tokens.remove("t1")).toBe(false);
});

test("an idempotency key holds for a minute until its request is answered, and for a day after that", async () => {
  const { idempotency } = store;
  const request = { principal: "t1", key: "k", requestDigest: "one", attempt: "1" };
  const response = { status: 202, headers: {}, body: { id: "d-1" } };
  const day = 24 * 3600_000;

  expect(await idempotency.begin(request, 10)).toBeUndefined();
  expect(await idempotency.begin({ ...request, requestDigest: "two", attempt: "2" }, 20)).toMatchObject(request);
  expect(await idempotency.begin({ ...request, principal: "t2" }, 20)).toBeUndefined();
  expect(await idempotency.begin(request, 60_011)).toBeUndefined();
  await idempotency.end(request, response, 60_020);
  expect(await idempotency.begin({ ...request, attempt: "3" }, 60_020 + day)).toMatchObject({ response });
  expect(await idempotency.begin({ ...request, attempt: "4" }, 60_021 + day)).toBeUndefined();
  await idempotency.forget("t1", "k");
  expect(await idempotency.begin(request, 60_022 + day)).toBeUndefined();
});

test("an idempotency key is the request's own where the answer to taking it was lost, and nobody else's", async () => {
  const { idempotency } = createStore(writtenTwice(memoryTable()));
  const request = { principal: "t1", key: "k", requestDigest: "one", attempt: "1" };

  expect(await idempotency.begin(request, 10)).toBeUndefined();
  expect(await idempotency.begin({ ...request, attempt: "2" }, 20)).toMatchObject({ attempt: "1" });
});

test("audit lines are listed by month, the newest first", async () => {
  const line = { actor: "ann", door: "http", command: "deploy", outcome: "accepted" } as const;
  const january = Date.UTC(2026, 0, 31, 23);
  const february = Date.UTC(2026, 1, 1, 1);
  await store.audit.append({ ...line, id: "1", at: january });
  await store.audit.append({ ...line, id: "2", at: january + 1 });
  await store.audit.append({ ...line, id: "3", at: february });
  expect((await store.audit.list(monthOf(january))).lines.map(({ id }) => id)).toEqual(["2", "1"]);
  expect((await store.audit.list(monthOf(february))).lines.map(({ id }) => id)).toEqual(["3"]);
});

test("audit lines of a span are paged over months, each once", async () => {
  const line = { actor: "ann", door: "http", command: "deploy", outcome: "accepted" } as const;
  const span = { from: Date.UTC(2025, 10, 15), to: Date.UTC(2026, 2, 10) };
  const times = [
    Date.UTC(2025, 10, 14),
    span.from,
    Date.UTC(2025, 10, 30),
    Date.UTC(2026, 1, 28),
    span.to - 1,
    span.to,
  ];
  for (const [index, at] of times.entries()) await store.audit.append({ ...line, id: String(index), at });

  for (const limit of [1, 2, 3, 4, 5]) {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.audit.list(span, { limit, ...(cursor !== undefined && { cursor }) });
      expect(page.lines.length).toBeLessThanOrEqual(limit);
      ids.push(...page.lines.map(({ id }) => id));
      cursor = page.cursor;
      if (cursor !== undefined) expect(isCursorOf(span, cursor)).toBe(true);
    } while (cursor !== undefined);
    expect([limit, ids]).toEqual([limit, ["4", "3", "2", "1"]]);
  }
  for (const cursor of ["", "x", "2026-03-10T00:00:00.000Z#5", "2026-01-01", "2026-01-01T00:00:00Z#1"])
    expect([cursor, isCursorOf(span, cursor)]).toEqual([cursor, false]);
});

describe("incidents", () => {
  const incident: Incident = {
    id: "task-1",
    kind: "task",
    service: "a",
    at: 60_000,
    cause: "exited",
    confidence: "certain",
    summary: "exit code 3",
    advice: "Look.",
    version: 5,
    expiresAt: 90_000,
  };

  test("are kept once, and again only in a newer version", async () => {
    expect(await store.incidents.keep(incident)).toBe(true);
    expect(await store.incidents.keep(incident)).toBe(false);
    expect(await store.incidents.keep({ ...incident, version: 4 })).toBe(false);
    expect(await store.incidents.keep({ ...incident, version: 6, summary: "exit code 4" })).toBe(true);
    expect((await store.incidents.list("a")).incidents).toEqual([{ ...incident, version: 6, summary: "exit code 4" }]);
    expect(await store.incidents.find("a", 60_000, "task-1")).toMatchObject({ version: 6 });
    expect(await store.incidents.find("b", 60_000, "task-1")).toBeUndefined();
  });

  test("get one time, whoever tells first", async () => {
    expect(await store.incidents.settleTime("deployment-1", 5, 90_000)).toBe(5);
    expect(await store.incidents.settleTime("deployment-1", 9, 90_000)).toBe(5);
    expect(await store.incidents.settleTime("deployment-2", 9, 90_000)).toBe(9);
  });
});
