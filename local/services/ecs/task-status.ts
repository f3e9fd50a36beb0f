import { draw } from "../../world/world.ts";
import { taskChanged } from "./events.ts";
import { statusLasts } from "./lifecycle.ts";
import type { Ecs, TaskRecord, TaskStatus } from "./state.ts";

/** Moves the task to a status and tells it. With `then`, goes on after the time that this status takes. */
export function enter(ecs: Ecs, task: TaskRecord, status: TaskStatus, then?: () => void): void {
  task.shape.lastStatus = status;
  taskChanged(ecs, task);
  if (then) goOn(ecs, task, status, then);
}

/** Goes on with `then` after the time that the status takes, unless the task is told to stop before. */
export function goOn(ecs: Ecs, task: TaskRecord, status: TaskStatus, then: () => void): void {
  task.timer = ecs.world.clock.schedule(draw(ecs.world, statusLasts(ecs.world.profile, status)), () => {
    if (!ecs.state.closed) then();
  });
}
