import { beforeEach, describe, expect, test } from "@jest/globals";
import { createAnnouncementHandler } from "../../../../functions/events/announcement/reactor.ts";
import type { AnnouncementItem, AnnouncementMessage } from "../../../../shared/ports/announcement-queue.ts";
import type { Announcement } from "../../../../shared/ports/announcements.ts";
import type { Table } from "../../../../shared/ports/table.ts";
import { createStore } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";

let now: number;
let table: Table;
let sent: Announcement[];
/** The looks that are due, and when. */
let due: { service: string; until: number; at: number }[];
let calls: number;
/** Which call fails next, counted from one: before it has an effect, or after. */
let failAt: { call: number; after: boolean } | undefined;

beforeEach(() => {
  now = 1_000_000;
  sent = [];
  due = [];
  calls = 0;
  failAt = undefined;
  table = memoryTable();
});

const item = (number: number, service = "orders"): AnnouncementItem => ({
  id: `task-${service}-${number}`,
  at: now,
  service,
  kind: "incident",
  title: `${service}: a task stopped`,
  text: `exit code ${number}`,
});

/** Counts a call, and lets it fail where it is to. */
async function call<Answer>(work: () => Promise<Answer> | Answer): Promise<Answer> {
  calls++;
  const fails = failAt?.call === calls;
  if (fails && !failAt?.after) throw new Error("no answer");
  const answer = await work();
  if (fails) throw new Error("no answer");
  return answer;
}

const watched = (): Table =>
  new Proxy(table, {
    get:
      (target, name: keyof Table) =>
      (...given: unknown[]) =>
        call(() => (target[name] as (...args: unknown[]) => Promise<unknown>)(...given)),
  });

const invoke = (...messages: AnnouncementMessage[]) =>
  createAnnouncementHandler({
    store: createStore(watched()),
    clock: { now: () => now },
    logger: { log: () => undefined },
    queue: {
      closeAfter: (service, until, seconds) => call(() => void due.push({ service, until, at: now + seconds * 1000 })),
    },
    announcements: { announce: (announcement) => call(() => void sent.push(announcement)) },
  })({ Records: messages.map((message, index) => ({ messageId: `${index}`, body: JSON.stringify(message) })) });

const tell = (...items: AnnouncementItem[]) => invoke(...items.map((one) => ({ kind: "item", item: one }) as const));

/** Lets time go on, with each look at its time, until none is due. */
async function settle(): Promise<void> {
  for (let look = due.shift(); look; look = due.shift()) {
    now = Math.max(now, look.at);
    await invoke({ kind: "close", service: look.service, until: look.until });
  }
}

describe("announcing", () => {
  test("tells the first at once, and only it", async () => {
    await tell(item(1));
    expect(sent).toEqual([
      {
        id: "task-orders-1",
        service: "orders",
        kind: "incident",
        title: "orders: a task stopped",
        text: "exit code 1",
      },
    ]);
    await settle();
    expect(sent).toHaveLength(1);
  });

  test("tells a storm of a thousand of each service in two messages", async () => {
    const all = Array.from({ length: 1000 }, (_, number) => [item(number), item(number, "shop")]).flat();
    for (let from = 0; from < all.length; from += 10) await tell(...all.slice(from, from + 10));
    await settle();

    expect(sent.map(({ title }) => title).sort()).toEqual([
      "orders: 999 incidents more",
      "orders: a task stopped",
      "shop: 999 incidents more",
      "shop: a task stopped",
    ]);
  });

  test("tells how a deployment ended at once, and the crash after it too", async () => {
    const ending = {
      ...item(0),
      id: "ended-d-1",
      kind: "deployment",
      title: "orders: the deployment succeeded",
    } as const;
    await tell(ending, ending);
    await tell(item(1));
    await tell({ ...ending, id: "ended-d-2" });
    expect(sent.map(({ title }) => title)).toEqual([ending.title, "orders: a task stopped", ending.title]);
    await settle();
    expect(sent).toHaveLength(3);
  });

  test("tells the next one at once after a quiet minute", async () => {
    await tell(item(1));
    await settle();
    await tell(item(2));
    expect(sent).toHaveLength(2);
  });

  test("goes on collecting while it goes on: a message a minute", async () => {
    for (let minute = 0; minute < 5; minute++) {
      await tell(item(minute * 2), item(minute * 2 + 1));
      const look = due.shift();
      now = look?.at ?? now;
      await invoke({ kind: "close", service: "orders", until: look?.until ?? 0 });
    }
    expect(sent).toHaveLength(6);
  });

  test("looks once a minute at what goes on, also where each look was asked for three times", async () => {
    for (let minute = 0; minute < 5; minute++) {
      await tell(item(minute * 2), item(minute * 2 + 1));
      const looks = due.flatMap((look) => [look, look, look]);
      due = [];
      now = looks[0]?.at ?? now;
      for (const { service, until } of looks) await invoke({ kind: "close", service, until });
      expect(due).toHaveLength(1);
    }
  });

  test("tells what comes twice once, also two weeks later", async () => {
    await tell(item(1), item(1), item(2), item(2));
    await settle();
    now += 14 * 24 * 3_600_000;
    await tell(item(1), item(2));
    await settle();
    expect(sent).toHaveLength(2);
  });

  test("opens one window where several begin at the same moment", async () => {
    await Promise.all([tell(item(1)), tell(item(2)), tell(item(3))]);
    await settle();
    expect(sent.map(({ title }) => title)).toEqual(["orders: a task stopped", "orders: 2 incidents more"]);
  });

  test("costs at most five calls of the table for what is collected", async () => {
    await tell(item(1));
    calls = 0;
    await tell(item(2));
    expect(calls).toBeLessThanOrEqual(5);
  });

  test("gives back what it cannot read, and does the others", async () => {
    const answer = await invoke({ kind: "item", item: item(1) }, { kind: "strange" } as never);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "1" }] });
    expect(sent).toHaveLength(1);
  });
});

describe("nothing is lost", () => {
  const story = async (): Promise<void> => {
    const deliver = async (message: AnnouncementMessage): Promise<void> => {
      // The queue hands over again what failed.
      await invoke(message).catch(() => invoke(message));
    };
    for (const number of [1, 2, 3]) await deliver({ kind: "item", item: item(number) });
    for (let look = due.shift(); look; look = due.shift()) {
      now = Math.max(now, look.at);
      await deliver({ kind: "close", service: look.service, until: look.until });
    }
  };

  test.each([false, true])("whichever call fails, with or without its effect (%s)", async (after) => {
    await story();
    const every = calls;
    expect(every).toBeGreaterThan(15);
    for (let one = 1; one <= every; one++) {
      now = 1_000_000;
      [sent, due, calls, table] = [[], [], 0, memoryTable()];
      failAt = { call: one, after };
      await story();
      const told = JSON.stringify(sent);
      const lost = [1, 2, 3].filter((number) => !told.includes(`exit code ${number}`));
      expect([one, lost]).toEqual([one, []]);
      expect([one, sent.length <= 4]).toEqual([one, true]);
    }
  });
});
