import { expect, test } from "@jest/globals";
import type { StopEvent } from "../../../../shared/ports/stop-events.ts";
import { findLostStops } from "../../../../shared/reactions/lost-stops.ts";

const now = 10_000_000;
const stop = (taskId: string, changes: Partial<StopEvent> = {}): StopEvent => ({
  taskId,
  stoppedAt: now - 600_000,
  stopCode: "EssentialContainerExited",
  containers: [{ name: "orders", exitCode: 1 }],
  event: "{}",
  ...changes,
});
const lost = (stops: readonly StopEvent[], kept: readonly string[] = []) =>
  findLostStops(stops, new Set(kept), now).map(({ taskId }) => taskId);

test("tasks that nobody was told of are found, the newest first", () => {
  expect(lost([stop("a"), stop("b", { stoppedAt: now - 900_000 })])).toEqual(["a", "b"]);
});

test.each<[string, Partial<StopEvent>]>([
  [
    "replaced by the scheduler",
    { stopCode: "ServiceSchedulerInitiated", stoppedReason: "Scaling activity initiated by" },
  ],
  ["stopped by a person", { stopCode: "UserInitiated", stoppedReason: "bye" }],
  ["not long over, so that its event may be on its way", { stoppedAt: now - 119_000 }],
])("one that was %s is left alone", (_what, changes) => {
  expect(lost([stop("a", changes)])).toEqual([]);
});

test("one that is kept is left alone", () => {
  expect(lost([stop("a"), stop("b")], ["task-a"])).toEqual(["b"]);
});

test("of a storm forty are found at once, and the others the next time", () => {
  const storm = Array.from({ length: 90 }, (_, index) => stop(`t${index}`));
  const first = lost(storm);
  expect(first).toHaveLength(40);
  const kept = first.map((id) => `task-${id}`);
  expect(lost(storm, kept).filter((id) => first.includes(id))).toEqual([]);
});
