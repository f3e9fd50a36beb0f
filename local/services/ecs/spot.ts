import { interruptTask } from "./interruption.ts";
import type { Ecs } from "./state.ts";

/** Takes all Spot capacity back at once: each of its tasks is told to stop. Answers how many there were. */
export function interruptSpot(ecs: Ecs): number {
  const tasks = [...ecs.state.tasks.values()].filter(
    ({ shape }) => shape.capacityProviderName === "FARGATE_SPOT" && shape.desiredStatus === "RUNNING",
  );
  for (const task of tasks) interruptTask(ecs, task);
  return tasks.length;
}
