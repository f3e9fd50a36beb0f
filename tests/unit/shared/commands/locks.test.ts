import { beforeEach, describe, expect, test } from "@jest/globals";
import { deploy } from "../../../../shared/commands/deploy.ts";
import { lock, unlock } from "../../../../shared/commands/locks.ts";
import { remove } from "../../../../shared/commands/remove.ts";
import { scale } from "../../../../shared/commands/scale.ts";
import { createStore } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";
import { specOf } from "../plan/fixtures.ts";
import { callerOf, startOfTime, type Workbench, workbench } from "./workbench.ts";

let bench: Workbench;
const admin = callerOf("admin");
const ann = callerOf("operator", { name: "Ann", id: "ann" });
const bob = callerOf("operator", { name: "Bob", id: "bob" });
const put = (image = "nginx:1.27") => deploy(bench, admin, { spec: specOf({ image }), mode: "put" });

beforeEach(() => {
  bench = workbench();
});

/** What changes a service, each as it is refused while someone has locked it. */
const changes = {
  deploy: () => put("nginx:1.28"),
  remove: () => remove(bench, admin, { service: "orders" }),
  scale: () => scale(bench, admin, { service: "orders", count: 3 }),
};

describe.each(["orders", "*"])("while %s is locked", (name) => {
  beforeEach(async () => {
    await bench.end((await put()).deploymentId);
    await lock(bench, ann, { name, reason: "the database is being moved" });
  });

  test.each(Object.entries(changes))(
    "to %s is refused, also to admins, and told who locked it and why",
    async (_, run) => {
      await expect(run()).rejects.toMatchObject({
        kind: "conflict",
        message: expect.stringMatching(
          /locked by Ann since 2026-11-23T.*: the database is being moved\. Unlock it first/,
        ),
      });
      expect(bench.started).toHaveLength(1);
      expect(bench.sent).toEqual([]);
      expect((await bench.audit())[0]).toMatchObject({ outcome: "refused", reason: expect.stringContaining("Ann") });
    },
  );

  test.each(Object.entries(changes))("to %s works again once anyone has unlocked it", async (_, run) => {
    await unlock(bench, bob, { name });

    await expect(run()).resolves.toBeDefined();
  });
});

describe("a lock", () => {
  test("on one service leaves the others alone", async () => {
    await lock(bench, ann, { name: "other", reason: "why" });

    await expect(put()).resolves.toBeDefined();
  });

  test("keeps a service from being created", async () => {
    await lock(bench, ann, { name: "orders", reason: "why" });

    await expect(put()).rejects.toMatchObject({ kind: "conflict" });
  });

  test("is its maker's: they may write another reason, and others are told whose it is", async () => {
    await lock(bench, ann, { name: "orders", reason: "first" });
    await lock(bench, ann, { name: "orders", reason: "second" });

    await expect(lock(bench, bob, { name: "orders", reason: "mine" })).rejects.toMatchObject({
      kind: "conflict",
      message: expect.stringMatching(/orders is locked by Ann .*: second/),
    });
  });

  test("of two people who lock at the same moment is one's", async () => {
    const results = await Promise.allSettled([ann, bob].map((who) => lock(bench, who, { name: "*", reason: "why" })));

    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("that is not there cannot be taken away", async () => {
    await expect(unlock(bench, ann, { name: "orders" })).rejects.toMatchObject({ kind: "notFound" });
  });

  test("on all needs a scope that reaches all", async () => {
    const scoped = callerOf("admin", { scope: ["orders"] });

    await expect(lock(bench, scoped, { name: "*", reason: "why" })).rejects.toMatchObject({ kind: "forbidden" });
    await expect(lock(bench, scoped, { name: "orders", reason: "why" })).resolves.toBeDefined();
    await expect(unlock(bench, scoped, { name: "*" })).rejects.toMatchObject({ kind: "forbidden" });
  });

  test("that cannot be read locks all the same", async () => {
    const table = memoryTable();
    await table.put({ pk: "LOCK", sk: "orders", reason: 7 });
    bench = Object.assign(workbench(), { store: createStore(table), time: startOfTime });

    await expect(put()).rejects.toMatchObject({ kind: "conflict", message: expect.stringMatching(/cannot be read/) });
  });
});
