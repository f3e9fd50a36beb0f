import { beforeEach, describe, expect, test } from "@jest/globals";
import { type HoldBackTools, holdBack, letGo } from "../../../../shared/reactions/hold-back.ts";
import type { Incident } from "../../../../shared/store/incidents.ts";
import { createStore, type Store } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";

const minute = 60_000;
let now: number;
let store: Store;
let done: string[];
let busFails: boolean;

const tools = (): HoldBackTools => ({
  store,
  clock: { now: () => now },
  announcements: { add: async ({ title }) => void done.push(title) },
  bus: {
    send: async ({ detail }) => {
      if (busFails) throw new Error("The bus does not answer.");
      done.push(`count of ${detail.service}`);
    },
  },
});

const exit = (number: number): Incident => ({
  id: `task-${number}`,
  kind: "task",
  service: "orders",
  at: now,
  cause: "exited",
  confidence: "certain",
  summary: "exit code 1",
  advice: "",
  stopCode: "EssentialContainerExited",
  startedAt: now - 1,
  version: 1,
  expiresAt: now + 24 * 60 * minute,
});

const found = async () => {
  const service = await store.services.find("orders");
  if (!service) throw new Error("The service is gone.");
  return service;
};
/** What a stopped task leads to: the service is held back, then its incident is kept. */
const crash = async (number: number): Promise<string | undefined> => {
  const why = await holdBack(tools(), await found(), exit(number));
  await store.incidents.keep(exit(number));
  return why;
};

beforeEach(async () => {
  [now, done, busFails] = [1_000 * minute, [], false];
  store = createStore(memoryTable());
  await store.services.create({
    name: "orders",
    status: "ACTIVE",
    generation: 1,
    deploymentId: "d-1",
    count: { manifest: 8 },
    createdAt: 0,
    createdBy: "ann",
    updatedAt: 0,
  });
  await store.deployments.create({
    id: "d-1",
    service: "orders",
    action: "deploy",
    status: "SUCCEEDED",
    phase: "apply",
    actor: "ann",
    door: "http",
    createdAt: 0,
    endedAt: 1,
    deadline: 1,
  });
});

describe("tasks that exit", () => {
  test("hold the service back at the third: it is noted, told, and the count's writer is woken", async () => {
    expect([await crash(1), await crash(2)]).toEqual([undefined, undefined]);
    expect(await crash(3)).toMatch(/4 instead of 8/);
    expect((await found()).backOff).toMatchObject({ level: 1, count: 4, cause: "task-3" });
    expect((await store.services.listHeldBack()).map(({ name }) => name)).toEqual(["orders"]);
    expect(done).toEqual(["orders: hold back to 4 tasks", "count of orders"]);
    expect((await store.decisions.list("orders")).decisions).toHaveLength(1);
  });

  test("do so once however many they are, until a pause is over", async () => {
    for (let number = 1; number <= 20; number++) await crash(number);
    expect((await found()).backOff).toMatchObject({ level: 1 });
    now += 3 * minute;
    for (let number = 21; number <= 40; number++) await crash(number);
    expect((await found()).backOff).toMatchObject({ level: 2, count: 2 });
    expect((await store.decisions.list("orders")).decisions).toHaveLength(2);
  });

  test("finish what a try before did not: the same level, one decision", async () => {
    await crash(1);
    await crash(2);
    busFails = true;
    await expect(holdBack(tools(), await found(), exit(3))).rejects.toThrow();
    busFails = false;
    await crash(3);
    expect((await found()).backOff).toMatchObject({ level: 1 });
    expect((await store.decisions.list("orders")).decisions).toHaveLength(1);
    expect(done.at(-1)).toBe("count of orders");
  });

  test("that are told of a day late hold nothing back", async () => {
    const late = [exit(1), exit(2), exit(3)];
    now += 24 * 60 * minute;
    for (const one of late) await store.incidents.keep(one);
    expect(await holdBack(tools(), await found(), exit(4))).toBeUndefined();
    expect(await holdBack(tools(), await found(), late[2] as Incident)).toBeUndefined();
    expect(done).toEqual([]);
  });
});

describe("a service that is held back", () => {
  beforeEach(async () => {
    for (const number of [1, 2, 3]) await crash(number);
    done = [];
  });

  test("waits, and has its count again once it is quiet", async () => {
    now += 6 * minute;
    expect(await letGo(tools())).toEqual([]);
    now += 5 * minute;
    expect(await letGo(tools())).toEqual([expect.stringContaining("orders has its count again")]);
    expect((await found()).backOff).toMatchObject({ liftedAt: now });
    expect(done).toEqual(["orders: give it its count again", "count of orders"]);
    expect(await store.services.listHeldBack()).toEqual([]);
  });

  test("is let go at the next look, where this one failed", async () => {
    now += 11 * minute;
    busFails = true;
    await expect(letGo(tools())).rejects.toThrow();
    [busFails, done] = [false, []];
    await letGo(tools());
    expect(done).toContain("count of orders");
    expect(await letGo(tools())).toEqual([]);
  });

  test("is off the list where a deployment has ended it", async () => {
    await store.services.update("orders", { backOff: undefined });
    expect(await letGo(tools())).toEqual([]);
    expect(await store.services.listHeldBack()).toEqual([]);
    expect(done).toEqual([]);
  });
});
