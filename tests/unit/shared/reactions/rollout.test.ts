import { describe, expect, test } from "@jest/globals";
import type { ActualDeployment } from "../../../../shared/plan/facts.ts";
import { decideRollout } from "../../../../shared/reactions/rollout.ts";

const deployment = (changes: Partial<ActualDeployment> = {}): ActualDeployment => ({
  id: "ecs-svc/1",
  status: "PRIMARY",
  taskDefinitionArn: "orders:2",
  rolloutState: "IN_PROGRESS",
  desiredCount: 2,
  runningCount: 1,
  failedTasks: 0,
  ...changes,
});
const decide = (deployments: ActualDeployment[], changes: { status?: string; now?: number } = {}) =>
  decideRollout({
    service: { name: "orders", status: changes.status ?? "ACTIVE", deployments },
    ecsDeploymentId: "ecs-svc/1",
    outputs: {},
    startedAt: 0,
    now: changes.now ?? 120_000,
  });

describe("a deployment of ECS", () => {
  test.each([
    ["runs while its tasks start", [deployment()], { state: "running", reason: "1 of 2 tasks run", runningCount: 1 }],
    [
      "runs on after a task that failed",
      [deployment({ failedTasks: 1 })],
      { state: "running", reason: "1 of 2 tasks run, 1 failed", runningCount: 1 },
    ],
    ["completed when ECS says so of ours", [deployment({ rolloutState: "COMPLETED" })], { state: "completed" }],
    [
      "failed when ECS says so",
      [deployment({ rolloutState: "FAILED", rolloutStateReason: "tasks failed to start." })],
      { state: "failed", reason: "tasks failed to start." },
    ],
    [
      "failed when ECS went back, though what it went back to completed",
      [
        deployment({ status: "ACTIVE", rolloutState: "FAILED" }),
        deployment({ id: "ecs-svc/2", taskDefinitionArn: "orders:1", rolloutState: "COMPLETED" }),
      ],
      { state: "failed", reason: "ECS does not say why" },
    ],
    [
      "failed when another took its place",
      [deployment({ status: "ACTIVE" }), deployment({ id: "ecs-svc/2", taskDefinitionArn: "orders:9" })],
      {
        state: "failed",
        reason: "the deployment ecs-svc/1 of orders was replaced by ecs-svc/2, which runs orders:9",
      },
    ],
  ])("%s", (_name, deployments, rollout) => {
    expect(decide(deployments)).toEqual(rollout);
  });

  test("may be hidden for minutes behind an earlier service of the name, which was deleted", () => {
    expect(decide([], { status: "INACTIVE", now: 299_999 }).state).toBe("running");
    expect(decide([], { status: "INACTIVE", now: 300_000 })).toEqual({
      state: "failed",
      reason: "the service is gone",
    });
  });

  test("may be invisible for a minute, and is gone after that", () => {
    const other = [deployment({ id: "ecs-svc/0", rolloutState: "COMPLETED" })];
    expect(decide(other, { now: 59_999 }).state).toBe("running");
    expect(decide(other, { now: 60_000 }).state).toBe("failed");
    const none = { service: undefined, ecsDeploymentId: "ecs-svc/1", outputs: {}, startedAt: 0 };
    expect(decideRollout({ ...none, now: 299_999 }).state).toBe("running");
    expect(decideRollout({ ...none, now: 300_000 })).toEqual({ state: "failed", reason: "the service is gone" });
  });

  test("is not gone while ECS shows what was there before it began", () => {
    const shown = (updatedAt: number) => ({
      service: { name: "orders", status: "ACTIVE", deployments: [deployment({ id: "ecs-svc/0", updatedAt })] },
      ecsDeploymentId: "ecs-svc/1",
      outputs: {},
      startedAt: 1_000_000,
      now: 1_600_000,
    });

    expect(decideRollout(shown(999_999)).state).toBe("running");
    expect(decideRollout(shown(1_000_001)).state).toBe("failed");
  });

  test("is gone at once where what serves was changed after ECS had shown it", () => {
    const shown = (updatedAt: number) =>
      decideRollout({
        service: { name: "orders", status: "ACTIVE", deployments: [deployment({ id: "ecs-svc/0", updatedAt })] },
        ecsDeploymentId: "ecs-svc/1",
        outputs: { "service.shownAt": "1000" },
        startedAt: 0,
        now: 2_000,
      });

    expect(shown(1_001)).toMatchObject({ state: "failed", reason: expect.stringContaining("replaced by ecs-svc/0") });
    expect(shown(1_000).state).toBe("running");
  });

  test("failed when its service is being deleted", () => {
    expect(decide([deployment()], { status: "DRAINING" })).toEqual({
      state: "failed",
      reason: "the service orders is DRAINING",
    });
  });
});
