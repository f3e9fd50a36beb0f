import { describe, expect, test } from "@jest/globals";
import { virtualClock } from "../../../local/world/virtual-clock.ts";

describe("the virtual clock", () => {
  test("runs what falls due in the order of time, then of arrival", async () => {
    const clock = virtualClock({ start: 0 });
    const seen: string[] = [];
    clock.schedule(20, () => seen.push(`late at ${clock.now()}`));
    clock.schedule(10, () => seen.push("first"));
    clock.schedule(10, () => seen.push("second"));

    await clock.advance(15);
    expect(seen).toEqual(["first", "second"]);
    expect(clock.now()).toBe(15);

    await clock.advance(5);
    expect(seen).toEqual(["first", "second", "late at 20"]);
  });

  test.each([
    ["promises", () => Promise.resolve()],
    ["loop", () => new Promise((resolve) => setImmediate(resolve))],
  ] as const)("waits for the work that an entry began before it goes on: %s", async (settles, work) => {
    const clock = virtualClock({ start: 0, settles });
    const seen: number[] = [];
    clock.schedule(1, async () => {
      for (let turn = 0; turn < 50; turn++) await Promise.resolve();
      await work();
      seen.push(clock.now());
      await clock.sleep(5);
      seen.push(clock.now());
    });
    clock.schedule(3, () => seen.push(clock.now()));

    await clock.advance(10);
    expect(seen).toEqual([1, 3, 6]);
  });

  test("runs no cancelled entry, and says when nothing is left to run", async () => {
    const clock = virtualClock({ start: 0 });
    clock.schedule(1, () => expect("cancelled").toBe("not run")).cancel();
    expect(clock.pending()).toBe(0);
    await expect(clock.advanceUntil(() => false)).rejects.toThrow("nothing left to run");
  });

  test("goes on until what is awaited has happened, and no longer than it may", async () => {
    const clock = virtualClock({ start: 0 });
    let ticks = 0;
    const tick = (): void => {
      ticks++;
      clock.schedule(10, tick);
    };
    clock.schedule(10, tick);

    await clock.advanceUntil(() => ticks === 3);
    expect(clock.now()).toBe(30);
    await expect(clock.advanceUntil(() => false, 25)).rejects.toThrow("did not happen within 25 ms of virtual time");
    expect(clock.now()).toBe(50);
  });

  test("sleeps as long as it is told, and a wish for the past is for now", async () => {
    const clock = virtualClock({ start: 100 });
    const woken: number[] = [];
    void clock.sleep(7).then(() => woken.push(clock.now()));
    clock.schedule(-5, () => woken.push(clock.now()));

    await clock.advance(10);
    expect(woken).toEqual([100, 107]);
  });
});
