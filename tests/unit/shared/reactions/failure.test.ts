import { describe, expect, test } from "@jest/globals";
import type { StoppedTask } from "../../../../shared/ports/stopped-tasks.ts";
import { describeFailure } from "../../../../shared/reactions/failure.ts";

const task = (changes: Partial<StoppedTask> = {}): StoppedTask => ({
  startedBy: "ecs-svc/1",
  stoppingAt: 1,
  stopCode: "TaskFailedToStart",
  stoppedReason: "CannotPullContainerError: pull image manifest has been retried 1 time(s): not found",
  containers: [{ name: "orders" }],
  ...changes,
});
const describeTasks = (...stopped: StoppedTask[]) =>
  describeFailure({ reason: "tasks failed to start.", ecsDeploymentId: "ecs-svc/1", stopped });

describe("why a deployment failed", () => {
  test.each([
    ["is what ECS says where no task tells more", [], "tasks failed to start."],
    [
      "is told by a task that could not start",
      [task()],
      "tasks failed to start. A task stopped because of this: CannotPullContainerError: pull image manifest has been retried 1 time(s): not found.",
    ],
    [
      "names the container that exited, and its code",
      [
        task({
          stopCode: "EssentialContainerExited",
          stoppedReason: "Essential container in task exited",
          containers: [{ name: "orders", exitCode: 3 }],
        }),
      ],
      "tasks failed to start. A task stopped because of this: Essential container in task exited; container orders exited with code 3.",
    ],
    [
      "says what the container's end was besides its code",
      [
        task({
          stopCode: "EssentialContainerExited",
          stoppedReason: "OutOfMemoryError: Container killed due to memory usage",
          containers: [
            { name: "orders", exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" },
          ],
        }),
      ],
      "tasks failed to start. A task stopped because of this: OutOfMemoryError: Container killed due to memory usage; container orders exited with code 137.",
    ],
    [
      "takes no exit code from a task that was told to stop",
      [
        task({
          stopCode: "ServiceSchedulerInitiated",
          stoppedReason: "Task failed ELB health checks in (target-group orders)",
          containers: [{ name: "orders", exitCode: 0 }],
        }),
      ],
      "tasks failed to start. A task stopped because of this: Task failed ELB health checks in (target-group orders).",
    ],
    [
      "is told by the last of several, in whatever order they come",
      [task({ stoppingAt: 3, stoppedReason: "third" }), task({ stoppingAt: 1, stoppedReason: "first" })],
      "tasks failed to start. 2 tasks stopped, the last one because of this: third.",
    ],
    [
      "is not told by tasks of another deployment",
      [task({ startedBy: "ecs-svc/0" }), task({ startedBy: undefined })],
      "tasks failed to start.",
    ],
    [
      "is not told by tasks that ECS took away",
      [task({ stoppedReason: "Scaling activity initiated by (deployment ecs-svc/2)" })],
      "tasks failed to start.",
    ],
    [
      "falls back on the code",
      [task({ stoppedReason: undefined, stopCode: "SpotInterruption", containers: [] })],
      "tasks failed to start. A task stopped because of this: SpotInterruption.",
    ],
  ])("%s", (_name, stopped, told) => {
    expect(describeTasks(...stopped)).toBe(told);
  });
});
