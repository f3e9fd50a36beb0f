import { describe, expect, test } from "@jest/globals";
import {
  type Action,
  bounds,
  type DeploymentFacts,
  type ServiceFacts,
  schedule,
  type TaskFacts,
} from "../../../../../local/services/ecs/schedule.ts";

const v1: DeploymentFacts = {
  id: "v1",
  rolloutState: "COMPLETED",
  failedTasks: 0,
  threshold: 3,
  nextStartAt: 0,
};
const v2: DeploymentFacts = { ...v1, id: "v2", rolloutState: "IN_PROGRESS" };
const two: ServiceFacts = {
  desiredCount: 2,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  draining: false,
  deployments: [v1],
};

/** `tasks("v1 healthy healthy", "v2 starting")`: tasks v1.1, v1.2 and v2.1 in these phases, the elder first. */
function tasks(...lists: string[]): TaskFacts[] {
  return lists.flatMap((list) => {
    const [deploymentId = "", ...phases] = list.split(" ");
    return phases.map((phase, index) => ({
      id: `${deploymentId}.${index + 1}`,
      deploymentId,
      createdAt: index,
      phase: phase as TaskFacts["phase"],
    }));
  });
}

const start = (deploymentId: string, count: number): Action => ({ kind: "start", deploymentId, count });
const stop = (why: "scaling" | "unhealthy", ...ids: string[]): Action => ({ kind: "stop", why, tasks: ids });
const rolling = { ...two, deployments: [v2, v1] };

describe("the scheduler decides", () => {
  const cases: [what: string, service: ServiceFacts, tasks: TaskFacts[], actions: Action[]][] = [
    ["to start what is missing", two, tasks("v1 healthy"), [start("v1", 1)]],
    ["to stop the youngest of too many", two, tasks("v1 healthy healthy healthy"), [stop("scaling", "v1.3")]],
    ["to stop a starting task first", two, tasks("v1 starting healthy healthy"), [stop("scaling", "v1.1")]],
    ["nothing when all is well", two, tasks("v1 healthy healthy"), []],
    ["to replace a task that stops", two, tasks("v1 healthy stopping"), [start("v1", 1)]],
    ["to wait while tasks start", two, tasks("v1 starting unproven"), []],
    ["to start new tasks beside the old", rolling, tasks("v1 healthy healthy"), [start("v2", 2)]],
    ["to keep the old while the new start", rolling, tasks("v1 healthy healthy", "v2 starting unproven"), []],
    [
      "to let one old task go for one new that is healthy",
      rolling,
      tasks("v1 healthy healthy", "v2 healthy starting"),
      [stop("scaling", "v1.2")],
    ],
    [
      "to let all old go once all new are healthy",
      rolling,
      tasks("v1 healthy healthy", "v2 healthy healthy"),
      [stop("scaling", "v1.2", "v1.1")],
    ],
    ["to wait for the old to end", rolling, tasks("v1 stopping ended", "v2 healthy healthy"), []],
    [
      "to complete when only the new are left, and to forget the old at the same time",
      rolling,
      tasks("v1 ended ended", "v2 healthy healthy"),
      [
        { kind: "complete", deploymentId: "v2" },
        { kind: "forget", deploymentId: "v1" },
      ],
    ],
    [
      "to make room where the maximum leaves none, down to the minimum",
      { ...rolling, minimumHealthyPercent: 50, maximumPercent: 100 },
      tasks("v1 healthy healthy"),
      [stop("scaling", "v1.2")],
    ],
    [
      "to use the room that was made",
      { ...rolling, minimumHealthyPercent: 50, maximumPercent: 100 },
      tasks("v1 healthy stopping"),
      [start("v2", 1)],
    ],
    [
      "nothing in a deployment which neither may start nor stop",
      { ...rolling, minimumHealthyPercent: 100, maximumPercent: 101 },
      tasks("v1 healthy healthy"),
      [],
    ],
    [
      "to stop old tasks that are not healthy first",
      rolling,
      tasks("v1 healthy unhealthy", "v2 healthy starting"),
      [stop("scaling", "v1.2")],
    ],
    [
      "to stop a new task that fails its checks at once",
      rolling,
      tasks("v1 healthy healthy", "v2 unhealthy healthy"),
      [stop("unhealthy", "v2.1"), stop("scaling", "v1.2")],
    ],
    ["to replace an unhealthy task before it stops it", two, tasks("v1 unhealthy healthy"), [start("v1", 1)]],
    [
      "to stop the unhealthy task once its replacement is healthy",
      two,
      tasks("v1 unhealthy healthy healthy"),
      [stop("unhealthy", "v1.1")],
    ],
    [
      "to stop the eldest where there is no room to replace first",
      { ...two, maximumPercent: 100 },
      tasks("v1 unhealthy unhealthy"),
      [stop("unhealthy", "v1.1")],
    ],
    [
      "to fail when the circuit breaker opens",
      { ...two, deployments: [{ ...v2, failedTasks: 3 }, v1] },
      tasks("v1 healthy healthy", "v2 starting"),
      [{ kind: "fail", deploymentId: "v2" }],
    ],
    [
      "not to fail a deployment that is over",
      { ...two, deployments: [{ ...v1, failedTasks: 9 }] },
      tasks("v1 healthy healthy"),
      [],
    ],
    ["not to start before the pause is over", { ...two, deployments: [{ ...v1, nextStartAt: 1001 }] }, [], []],
    [
      "to start nothing for a deployment that failed, and to keep the old tasks",
      { ...two, deployments: [{ ...v2, rolloutState: "FAILED" }, v1] },
      tasks("v1 healthy healthy"),
      [],
    ],
    [
      "to complete a deployment of nothing",
      { ...two, desiredCount: 0, deployments: [v2] },
      [],
      [{ kind: "complete", deploymentId: "v2" }],
    ],
    [
      "to complete early, before the old are gone",
      { ...rolling, earlySuccess: { healthyPercent: 100, deferred: true } },
      tasks("v1 stopping stopping", "v2 healthy healthy"),
      [{ kind: "complete", deploymentId: "v2" }],
    ],
    [
      "to forget a deployment whose tasks have ended",
      { ...two, deployments: [{ ...v2, rolloutState: "COMPLETED" }, v1] },
      tasks("v1 ended ended", "v2 healthy healthy"),
      [{ kind: "forget", deploymentId: "v1" }],
    ],
    [
      "to stop everything of a service that is deleted",
      { ...two, desiredCount: 0, draining: true },
      tasks("v1 healthy starting"),
      [stop("scaling", "v1.1", "v1.2")],
    ],
    [
      "to deactivate a deleted service once its tasks have ended",
      { ...two, desiredCount: 0, draining: true },
      tasks("v1 ended ended"),
      [{ kind: "deactivate" }],
    ],
  ];
  test.each(cases)("%s", (_, service, given, actions) => {
    expect(schedule(service, given, 1000).actions).toEqual(actions);
  });

  test("is steady with every task healthy and one deployment", () => {
    expect(schedule(two, tasks("v1 healthy healthy"), 1000)).toEqual({ actions: [], steady: true, rest: true });
  });

  test("does not rest while a task is not yet proven", () => {
    expect(schedule(two, tasks("v1 healthy unproven"), 1000)).toEqual({ actions: [], steady: false, rest: false });
  });

  test.each([
    [3, 50, 150, { lower: 2, upper: 4 }],
    [1, 50, 100, { lower: 1, upper: 1 }],
    [1, 100, 200, { lower: 1, upper: 2 }],
    [0, 100, 200, { lower: 0, upper: 0 }],
  ])(
    "takes of %i tasks with %i/%i percent the bounds %o",
    (desiredCount, minimumHealthyPercent, maximumPercent, expected) => {
      expect(bounds({ desiredCount, minimumHealthyPercent, maximumPercent })).toEqual(expected);
    },
  );
});
