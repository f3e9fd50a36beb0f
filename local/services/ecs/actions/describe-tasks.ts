import type { Action } from "../../../edge/contract.ts";
import { nameOf, taskArn } from "../arns.ts";
import { activeCluster, tasksOf } from "../lookup.ts";
import { invalid } from "../service-settings.ts";
import type { EcsState } from "../state.ts";
import { taskView } from "../views.ts";

/** DescribeTasks by ARN or id, at most a hundred; stopped ones for an hour. */
export const describeTasks: Action<"ecs", "DescribeTasks", EcsState> = (input, ecs) => {
  const cluster = activeCluster(ecs, input.cluster);
  const asked = input.tasks ?? [];
  if (asked.length === 0) invalid("Tasks cannot be empty.");
  if (asked.length > 100) invalid("At most 100 tasks can be described at once.");
  const tasks = new Map(tasksOf(ecs, cluster).map((task) => [task.id, task]));
  const found = asked.map((name) => ({ name, task: tasks.get(nameOf(name)) }));
  return {
    tasks: found.flatMap(({ task }) => (task ? taskView(task, input.include) : [])),
    failures: found.flatMap(({ name, task }) =>
      task ? [] : { arn: taskArn(ecs.world, cluster.name, nameOf(name)), reason: "MISSING" },
    ),
  };
};
