import type { Ecs } from "./state.ts";
import { stopTask } from "./task-stop.ts";

/** Takes all Spot capacity back at once: each of its tasks is told to stop. Answers how many there were. */
export function interruptSpot(ecs: Ecs): number {
  const tasks = [...ecs.state.tasks.values()].filter(
    ({ shape }) => shape.capacityProviderName === "FARGATE_SPOT" && shape.desiredStatus === "RUNNING",
  );
  for (const task of tasks)
    stopTask(ecs, task, { code: "SpotInterruption", reason: "Your Spot Task was interrupted." });
  return tasks.length;
}
