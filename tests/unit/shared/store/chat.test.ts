import { beforeEach, describe, expect, test } from "@jest/globals";
import { createStore, type Store } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";

let chat: Store["chat"];

beforeEach(() => {
  chat = createStore(memoryTable()).chat;
});

const delivery = {
  id: "s-1",
  at: 1_000_000,
  app: "A1",
  workspace: "T1",
  channel: "C1",
  user: "U1",
  responseUrl: "https://hooks.slack.test/1",
  asked: { kind: "line", text: "status" },
} as const;
const answer = { message: { text: "done", blocks: [] }, to: "channel" } as const;

describe("a delivery", () => {
  test("is kept once, but again by the request that kept it", async () => {
    expect(await chat.receive(delivery, "r-1")).toBe(true);
    expect(await chat.receive(delivery, "r-1")).toBe(true);
    expect(await chat.receive(delivery, "r-2")).toBe(false);
  });

  test("is taken by one at a time, and again once that one must be dead", async () => {
    await chat.receive(delivery, "r-1");
    expect(await chat.begin("s-1", delivery.at)).toEqual(delivery);
    expect(await chat.begin("s-1", delivery.at + 1)).toBe("taken");
    expect(await chat.begin("s-1", delivery.at + 91_000)).toEqual(delivery);
  });

  test("is done once, and its address forgotten", async () => {
    await chat.receive(delivery, "r-1");
    await chat.begin("s-1", delivery.at);
    await chat.keepAnswer("s-1", answer);
    expect(await chat.begin("s-1", delivery.at + 91_000)).toEqual({ ...delivery, answer });
    await chat.end("s-1");
    expect(await chat.begin("s-1", delivery.at + 200_000)).toBe("done");
    expect(await chat.receive(delivery, "r-2")).toBe(false);
  });

  test("that is hours old, or unknown, is not done any more", async () => {
    await chat.receive(delivery, "r-1");
    expect(await chat.begin("s-1", delivery.at + 3_600_001)).toBeUndefined();
    expect(await chat.begin("s-2", delivery.at)).toBeUndefined();
  });
});

test("a button is pressed by one delivery", async () => {
  await chat.keepAction({ id: "a", does: "run", command: { command: "status" }, expiresAt: 1 });
  expect([
    await chat.takeAction("a", "s-1"),
    await chat.takeAction("a", "s-1"),
    await chat.takeAction("a", "s-2"),
  ]).toEqual([true, true, false]);
  expect(await chat.takeAction("b", "s-1")).toBe(false);
});

test("a thread is opened once, and moved by the look that is due", async () => {
  const thread = { deploymentId: "d-1", channel: "C1", posted: "1.1", look: 1, at: 0 };
  expect([await chat.openThread(thread), await chat.openThread(thread)]).toEqual([true, false]);
  expect(await chat.moveThread(thread, { look: 2, shown: "x" })).toBe(true);
  expect(await chat.moveThread(thread, { look: 2 })).toBe(false);
  expect(await chat.findThread("d-1", "C1")).toEqual({ ...thread, look: 2, shown: "x" });
  expect(await chat.findThread("d-1", "C2")).toBeUndefined();
});
