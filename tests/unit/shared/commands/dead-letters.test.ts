import { beforeEach, describe, expect, test } from "@jest/globals";
import { replayDeadLetter } from "../../../../shared/commands/dead-letters.ts";
import type { DeadLetter } from "../../../../shared/store/dead-letters.ts";
import { callerOf, type Workbench, workbench } from "./workbench.ts";

let bench: Workbench;
const letter: DeadLetter = {
  id: "x-1",
  at: 0,
  from: "function",
  function: "fairway-event-task-state",
  error: "Denied",
  event: '{"id":"e-1"}',
};
const replay = (role: Parameters<typeof callerOf>[0] = "admin", id = "x-1") =>
  replayDeadLetter(bench, callerOf(role), { id });

beforeEach(() => {
  bench = workbench();
});

describe("replaying a dead letter", () => {
  test("hands the event to its function again, as often as someone asks, and notes by whom", async () => {
    await bench.store.deadLetters.keep(letter);
    expect(await replay()).toMatchObject({ letter: { replays: 1, replayedAt: bench.time } });
    expect(await replay()).toMatchObject({ letter: { replays: 2, replayedBy: callerOf("admin").name } });
    expect(bench.replayed).toEqual(Array.from({ length: 2 }, () => 'fairway-event-task-state {"id":"e-1"}'));
    expect((await bench.audit()).map(({ command, outcome }) => `${command} ${outcome}`)).toContain(
      "dead-letters.replay accepted",
    );
  });

  test.each<[string, Partial<DeadLetter>, string]>([
    ["nobody knows whose it was", { function: undefined as never }, "conflict"],
    ["it was too long to be kept whole", { isCut: true }, "conflict"],
    ["its function is gone", { function: "gone" }, "conflict"],
    ["it is not there", { id: "x-2" }, "notFound"],
  ])("is refused where %s", async (_name, changes, kind) => {
    await bench.store.deadLetters.keep({ ...letter, ...changes });
    await expect(replay()).rejects.toMatchObject({ name: "Rejected", kind });
    expect(bench.replayed).toEqual([]);
  });

  test("is refused to who may only look", async () => {
    await bench.store.deadLetters.keep(letter);
    await expect(replay("viewer")).rejects.toMatchObject({ name: "Rejected", kind: "forbidden" });
    expect(bench.replayed).toEqual([]);
  });
});
