import { describe, expect, test } from "@jest/globals";
import { decideAnnouncement, decideClose, windowSeconds } from "../../../../shared/announcements/decide.ts";

const now = 1_000_000;
const incident = (id: string) => ({ id, kind: "incident" }) as const;
const window = { openedBy: "a", until: now + 10_000 };

describe("something to be told", () => {
  test("is announced at once where nothing was announced before, and opens a window", () => {
    expect(decideAnnouncement(undefined, incident("a"), now)).toMatchObject({
      action: "announce",
      window: { openedBy: "a", until: now + windowSeconds * 1000 },
    });
  });

  test("is collected until the window ends, and not a moment longer", () => {
    expect(decideAnnouncement(window, incident("b"), now)).toMatchObject({ action: "collect" });
    expect(decideAnnouncement(window, incident("b"), window.until - 1)).toMatchObject({ action: "collect" });
    expect(decideAnnouncement(window, incident("b"), window.until)).toMatchObject({
      action: "announce",
      window: { openedBy: "b" },
    });
  });

  test("is announced again in its own window, where its message is handed over again", () => {
    expect(decideAnnouncement(window, incident("a"), now)).toMatchObject({ action: "announce", window });
  });

  test("is announced at once where it is a deployment's end, and opens no window", () => {
    const ending = { id: "ended-d-1", kind: "deployment" } as const;
    for (const before of [undefined, window])
      expect(decideAnnouncement(before, ending, now)).toEqual({ action: "announce", reason: "someone waits for it" });
  });

  test("is collected in the window that a message of several opened", () => {
    expect(decideAnnouncement({ until: now + 1 }, incident("a"), now)).toMatchObject({ action: "collect" });
  });
});

describe("the end of a window", () => {
  test.each([
    ["that is not there yet is waited for", window, window.until, 5, { action: "wait", seconds: 10 }],
    ["tells what was collected, and collects on", { ...window, until: now }, now, 5, { action: "announce" }],
    ["tells what was left without a window", undefined, now, 5, { action: "announce" }],
    ["in which nothing came forgets it", { ...window, until: now }, now, 0, { action: "forget" }],
    ["that is over already does nothing", undefined, now, 0, { action: "nothing" }],
    ["leaves the next window to its own end", window, now, 5, { action: "nothing" }],
    ["that never was leaves the one that is to its own", { ...window, until: now - 1 }, now, 5, { action: "nothing" }],
  ])("%s", (_name, found, until, collected, decision) => {
    expect(decideClose(found, until, collected, now)).toMatchObject(decision);
  });
});
