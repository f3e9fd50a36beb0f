import { describe, expect, test } from "@jest/globals";
import type { StoppedTask } from "../../../../shared/ports/stopped-tasks.ts";
import { findNoPlace, leaveSpot, type PlaceFacts } from "../../../../shared/reactions/leave-spot.ts";
import { createStore } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";
import { planOf } from "../plan/fixtures.ts";

const lack = "was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later.";
const ours = (runningCount: number) => ({
  id: "ecs-svc/2",
  status: "PRIMARY",
  taskDefinitionArn: "arn:td:2",
  rolloutState: "IN_PROGRESS",
  desiredCount: 3,
  runningCount,
  failedTasks: 0,
});
const shown = (more: Partial<NonNullable<PlaceFacts["service"]>> = {}): PlaceFacts["service"] => ({
  deployments: [ours(1)],
  pendingCount: 0,
  unplaced: { at: 10_000, reason: lack },
  ...more,
});
const task = (more: Partial<StoppedTask>): StoppedTask => ({
  startedBy: "ecs-svc/2",
  containers: [],
  ...more,
});
const running = { state: "running", reason: "1 of 3 tasks run" } as const;
const failed = { state: "failed", reason: "the circuit breaker" } as const;
const facts = (more: Partial<PlaceFacts> = {}): PlaceFacts => ({
  ecsDeploymentId: "ecs-svc/2",
  rollout: running,
  service: shown(),
  stopped: [],
  startedAt: 10_000,
  now: 130_000,
  ...more,
});
const interrupted = task({ stopCode: "SpotInterruption", stoppedReason: "Your Spot Task was interrupted." });
const crashed = task({ stopCode: "EssentialContainerExited", containers: [{ name: "web", exitCode: 1 }] });

describe("a deployment finds no place", () => {
  test.each([
    ["for two minutes", facts(), `1 of 3 tasks run, and ECS ${lack}`],
    ["and ECS has failed it", facts({ rollout: failed, now: 11_000 }), `ECS ${lack}`],
    ["and ECS shows it no more", facts({ rollout: failed, service: shown({ deployments: [] }) }), `ECS ${lack}`],
    ["beside tasks that Spot took away", facts({ rollout: failed, stopped: [interrupted] }), `ECS ${lack}`],
    ["not yet: ECS may find one by itself", facts({ now: 129_999 }), undefined],
    ["no more: it has one for each task", facts({ service: shown({ pendingCount: 2 }) }), undefined],
    ["no more: it is complete", facts({ rollout: { state: "completed" } }), undefined],
    ["not: ECS said so before it began", facts({ startedAt: 10_001, now: 200_000 }), undefined],
    [
      "not: ECS has another reason",
      facts({ service: shown({ unplaced: { at: 10_000, reason: "failed to launch a task with (error no role)." } }) }),
      undefined,
    ],
    ["not only: its container exits", facts({ rollout: failed, stopped: [crashed] }), undefined],
    ["not: ECS says nothing", facts({ rollout: failed, service: shown({ unplaced: undefined as never }) }), undefined],
  ])("%s", (_what, given, why) => {
    expect(findNoPlace(given)).toBe(why);
  });
});

describe("a deployment that leaves Spot", () => {
  const onSpot = planOf({ capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] });
  const why = `1 of 3 tasks run, and ECS ${lack}`;
  const begin = (now: number) => {
    const store = createStore(memoryTable());
    const leave = async (given: PlaceFacts, command?: "rollback" | "return") => {
      const plan = (await store.deployments.plan("d-1")) ?? onSpot;
      const origin = command && { command, release: 1, image: "nginx", taskDefinitionArn: "arn:td:1" };
      return leaveSpot({ store, clock: { now: () => now } }, { id: "d-1", ...(origin && { origin }) }, plan, given);
    };
    return { leave, planned: async () => (await store.deployments.plan("d-1"))?.resources.service };
  };

  test("is planned on demand, in place of what found no capacity, once for all who look", async () => {
    const { leave, planned } = begin(130_000);

    expect([await leave(facts()), await leave(facts({ now: 131_000 }))]).toEqual([why, why]);
    expect(await planned()).toMatchObject({
      capacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 0, weight: 1 }],
      insteadOf: { deployment: "ecs-svc/2", at: 130_000, why },
    });
  });

  test("does so once: what finds no capacity on demand either has failed", async () => {
    const { leave } = begin(130_000);
    await leave(facts());

    expect(await leave(facts({ ecsDeploymentId: "ecs-svc/3" }))).toBeUndefined();
    expect(await leave(facts({ startedAt: 130_000, now: 900_000 }))).toBeUndefined();
  });

  test("is one that a person asked for, and none that returns to Spot", async () => {
    const { leave, planned } = begin(130_000);

    expect(await leave(facts(), "return")).toBeUndefined();
    expect(await planned()).toBeUndefined();
    expect(await leave(facts(), "rollback")).toBe(why);
  });
});
