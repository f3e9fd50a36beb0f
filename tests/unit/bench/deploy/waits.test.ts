import { describe, expect, test } from "@jest/globals";
import { criticalPath, resourceWaits, type Timeline, total } from "../../../../bench/deploy/waits.ts";

/** Seconds since some moment, as milliseconds. */
const at = (seconds: number): number => 1_000_000 + seconds * 1000;

const task = { created: at(8), pullStarted: at(20), pullStopped: at(25), started: at(28) };

describe("the critical path", () => {
  const first: Timeline = {
    began: at(6),
    completed: at(156),
    loadBalancer: { created: at(4), active: at(150) },
    task: { ...task, registered: at(28), healthy: at(154) },
  };

  test("of a first deployment is the load balancer's wait and what follows it, not the task's beside it", () => {
    expect(criticalPath(first)).toEqual([
      { name: "load balancer becomes active", seconds: 146 },
      { name: "first health check passes", seconds: 4 },
      { name: "ECS completes its deployment", seconds: 2 },
    ]);
  });

  test("counts nothing that we took before the load balancer was created, however long it was", () => {
    const late = (time: number): number => time + 60_000;
    const slow: Timeline = {
      ...first,
      began: late(first.began),
      completed: late(first.completed),
      loadBalancer: { created: at(64), active: at(210) },
      task: { ...first.task, registered: at(88), healthy: at(214) },
    };
    expect(total(criticalPath(slow))).toBe(total(criticalPath(first)));
  });

  test("does not count a delay between the load balancer and a service that we created late", () => {
    const idle: Timeline = {
      began: at(200),
      completed: at(235),
      loadBalancer: { created: at(4), active: at(150) },
      task: {
        created: at(202),
        pullStarted: at(214),
        pullStopped: at(219),
        started: at(222),
        registered: at(222),
        healthy: at(232),
      },
    };
    expect(total(criticalPath(idle))).toBe(146 + 10 + 3);
  });

  test("of a redeployment is all that ECS does, from its begin to its end", () => {
    const again: Timeline = {
      began: at(6),
      completed: at(45),
      task: { ...task, registered: at(28), healthy: at(31) },
      replaced: { stopping: at(32), drained: at(42), stopped: at(43) },
    };
    expect(criticalPath(again).map(({ seconds }) => seconds)).toEqual([2, 12, 5, 3, 3, 1, 10, 1, 2]);
    expect(total(criticalPath(again))).toBe(39);
  });

  test("of a worker ends with its task's start and ECS's own pause", () => {
    const worker: Timeline = { began: at(6), completed: at(70), task };
    expect(total(criticalPath(worker))).toBe(64);
  });
});

test("in sequence the task waits for the load balancer", () => {
  const {
    loadBalancer,
    task: ofTask,
    after,
  } = resourceWaits({
    began: at(6),
    completed: at(156),
    loadBalancer: { created: at(4), active: at(150) },
    task: { ...task, registered: at(28), healthy: at(154) },
  });
  expect(total([...loadBalancer, ...ofTask, ...after])).toBe(146 + 22 + 4 + 2);
});
