import type { Action } from "../../../edge/contract.ts";
import { nameOf } from "../arns.ts";
import { activeCluster, tasksOf } from "../lookup.ts";
import { invalid } from "../service-settings.ts";
import type { EcsState } from "../state.ts";
import { stopTask as stop } from "../task-stop.ts";
import { taskView } from "../views.ts";

/** StopTask. As in AWS it takes the task out of its target groups, but does not wait until they are drained. */
export const stopTask: Action<"ecs", "StopTask", EcsState> = (input, ecs) => {
  const cluster = activeCluster(ecs, input.cluster);
  const id = nameOf(input.task ?? "");
  const task = tasksOf(ecs, cluster).find((one) => one.id === id);
  if (!task) return invalid("The referenced task was not found.");
  stop(ecs, task, { code: "UserInitiated", reason: input.reason ?? "Task stopped by user" });
  return { task: taskView(task) };
};
