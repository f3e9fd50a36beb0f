import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { ownTime, realClock } from "../../../local/world/clock.ts";
import { virtualClock } from "../../../local/world/virtual-clock.ts";

beforeEach(() => {
  jest.useFakeTimers({ now: 1_000_000 });
});

afterEach(() => {
  jest.useRealTimers();
});

test("the real clock follows the machine's, faster if one wishes", () => {
  const [plain, fast] = [realClock(), realClock(10)];
  const seen: string[] = [];
  plain.schedule(100, () => seen.push("plain"));
  fast.schedule(500, () => seen.push("fast"));
  fast.schedule(10, () => seen.push("cancelled")).cancel();

  jest.advanceTimersByTime(50);
  expect(seen).toEqual(["fast"]);
  jest.advanceTimersByTime(50);

  expect(seen).toEqual(["fast", "plain"]);
  expect([plain.now(), fast.now()]).toEqual([1_000_100, 1_001_000]);
});

test("what takes the machine's time may take as long by the machine's clock, however quickly time passes", () => {
  expect(ownTime(realClock(10), 3_000)).toBe(30_000);
  expect(ownTime(virtualClock(), 3_000)).toBe(3_000);
});

test("the real clock waits for more days than a timer of the machine holds, and can be cancelled on the way", () => {
  const clock = realClock();
  const day = 24 * 3600_000;
  const seen: string[] = [];
  clock.schedule(60 * day, () => seen.push("kept"));
  const cancelled = clock.schedule(60 * day, () => seen.push("cancelled"));

  jest.advanceTimersByTime(59 * day);
  expect(seen).toEqual([]);
  cancelled.cancel();
  jest.advanceTimersByTime(day);

  expect(seen).toEqual(["kept"]);
});
