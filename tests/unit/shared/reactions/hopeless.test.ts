import { describe, expect, test } from "@jest/globals";
import type { StoppedTask } from "../../../../shared/ports/stopped-tasks.ts";
import { findHopeless } from "../../../../shared/reactions/hopeless.ts";
import { judge } from "../../../../shared/reactions/verdict.ts";

const ecsDeploymentId = "ecs-svc/1";
const failed = (stoppedReason: string): StoppedTask => ({
  startedBy: ecsDeploymentId,
  stopCode: "TaskFailedToStart",
  stoppedReason,
  containers: [],
});
const exit = (createdAt: number, changes: Partial<StoppedTask> = {}): StoppedTask => ({
  startedBy: ecsDeploymentId,
  stopCode: "EssentialContainerExited",
  stoppedReason: "Essential container in task exited",
  createdAt,
  startedAt: createdAt + 20_000,
  stoppingAt: createdAt + 21_000,
  containers: [{ name: "orders", exitCode: 1 }],
  ...changes,
});
const find = (stopped: readonly StoppedTask[], runningCount = 0) =>
  findHopeless({ ecsDeploymentId, runningCount, stopped });

describe("one task is enough", () => {
  test.each([
    [
      "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/library/x:1: not found",
    ],
    [
      "CannotPullContainerError: Error response from daemon: manifest for x:1 not found: manifest unknown: manifest unknown",
    ],
    [
      "CannotPullContainerError: Error response from daemon: pull access denied for x, repository does not exist or may require 'docker login'",
    ],
    ["CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'"],
  ])("where the image is not there: %s", (reason) => {
    expect(find([failed(reason)])).toBe("its image is not there");
  });

  test.each([
    [
      "ResourceInitializationError: unable to pull secrets or registry auth: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
    ],
    ["ResourceInitializationError: unable to pull secrets or registry auth: invalid ssm parameters: /orders/key"],
    ["ResourceInitializationError: retrieved secret from Secrets Manager did not contain json key password"],
  ])("where a secret is not there: %s", (reason) => {
    expect(find([failed(reason)])).toBe("a secret is not there");
  });
});

describe("there is hope", () => {
  test.each([
    ["CannotPullContainerError: failed to do request: dial tcp: i/o timeout"],
    ["CannotPullContainerError: toomanyrequests: You have reached your pull rate limit"],
    ["ResourceInitializationError: unable to pull secrets or registry auth: AccessDeniedException: not authorized"],
    ["Task failed ELB health checks in (target-group arn:…)"],
  ])("after %s", (reason) => {
    expect(find([failed(reason), failed(reason)])).toBeUndefined();
  });

  test("where only another deployment's task failed", () => {
    expect(find([{ ...failed("CannotPullContainerError: not found"), startedBy: "ecs-svc/0" }])).toBeUndefined();
  });

  test.each([
    ["one try", [exit(0)], 0],
    ["two tries at the same moment", [exit(0), exit(500)], 0],
    ["a task that runs", [exit(0), exit(30_000)], 1],
    ["one that ran for a while", [exit(0, { stoppingAt: 60_000 }), exit(70_000)], 0],
    ["one that stopped for another reason", [failed("Host failed"), exit(30_000)], 0],
  ] as const)("with %s", (_name, stopped, running) => {
    expect(find(stopped, running)).toBeUndefined();
  });
});

test("a container that exits at once in two tries, one after the other, will exit in every one", () => {
  expect(find([exit(30_000), exit(0)])).toBe("its container exits at once in every try");
  const { startedAt: _startedAt, ...neverSeen } = exit(30_000);
  expect(find([exit(0), neverSeen])).toBeDefined();
});

test("the verdict names the cause, and leaves what ECS has decided as it is", () => {
  const stopped = [failed("CannotPullContainerError: x: not found")];
  const running = { state: "running", reason: "0 of 1 tasks run", runningCount: 0 } as const;
  expect(judge(running, ecsDeploymentId, stopped)).toEqual({
    state: "failed",
    message:
      "The deployment cannot succeed, and was ended early: its image is not there. A task stopped because of this: CannotPullContainerError: x: not found.",
  });
  expect(judge({ state: "completed" }, ecsDeploymentId, stopped)).toEqual({ state: "completed" });
  expect(judge({ state: "running", reason: "ECS does not show it yet" }, ecsDeploymentId, stopped).state).toBe(
    "running",
  );
});
