import { describe, expect, test } from "@jest/globals";
import { classifyStop } from "../../../../shared/incidents/classify-stop.ts";
import { describeStop } from "../../../../shared/incidents/describe-stop.ts";
import { keepLastLines } from "../../../../shared/incidents/last-lines.ts";
import type { TaskStopped } from "../../../../shared/incidents/task-stopped.ts";

const task = (changes: Partial<TaskStopped> = {}): TaskStopped => ({
  service: "orders",
  taskId: "0f1e",
  version: 5,
  startedAt: 10_000,
  endedAt: 14_000,
  stoppedAt: 30_000,
  stopCode: "EssentialContainerExited",
  stoppedReason: "Essential container in task exited",
  containers: [{ name: "orders", exitCode: 3 }],
  ...changes,
});
const tell = (changes: Partial<TaskStopped> = {}, lastLine?: string) =>
  describeStop(task(changes), classifyStop(task(changes)), lastLine);

describe("a stop in a line", () => {
  test.each([
    [{}, "exit code 3 from container orders 4 s after start"],
    [
      { containers: [{ name: "orders", exitCode: 137 }] },
      "exit code 137 (SIGKILL) from container orders 4 s after start",
    ],
    [{ endedAt: 10_000 + 90 * 60_000 }, "exit code 3 from container orders 90 min after start"],
    [
      {
        containers: [
          { name: "orders", exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" },
        ],
      },
      "out of memory: exit code 137 (SIGKILL) from container orders 4 s after start",
    ],
    [
      { containers: [{ name: "orders", exitCode: 127 }] },
      "probably the command cannot be run: exit code 127 from container orders 4 s after start",
    ],
    [
      { stopCode: "ServiceSchedulerInitiated", stoppedReason: "Task failed container health checks." },
      "the container's health check failed: Task failed container health checks",
    ],
    [{ stopCode: "New", stoppedReason: "", containers: [] }, "ECS does not say why: New"],
  ])("%j", (changes, line) => {
    expect(tell(changes)).toBe(line);
  });

  test("ends with the last line, without what would break it, and no longer than it must be", () => {
    expect(tell({}, "\u001b[31mError:\u001b[0m no\ndatabase ")).toMatch(/; last line: Error: no database$/);
    expect(tell({}, "x".repeat(5000)).length).toBeLessThan(300);
  });
});

describe("the last lines", () => {
  const written = (count: number, length: number) =>
    Array.from({ length: count }, (_, at) => ({ at, message: String(at).padEnd(length, ".") }));

  test("are the newest twenty, the oldest first", () => {
    expect(keepLastLines(written(25, 10)).map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, at) => at + 5));
  });

  test("are at most four thousand characters, and a long one is cut", () => {
    const lines = keepLastLines(written(20, 3000));
    expect(lines.map(({ at }) => at)).toEqual([16, 17, 18, 19]);
    expect(lines.every(({ message }) => message.length === 1000 && message.endsWith("…"))).toBe(true);
  });
});
