import type { ActualTaskDefinition } from "../facts.ts";
import type { PlannedTaskDefinition } from "../plan.ts";
import { differencesOf, tagDifferences } from "./compare.ts";
import { create, type Match, replaceIfAny } from "./match.ts";

/**
 * A revision never changes: what differs needs a new one, and the old stays to roll back to.
 * Tags are not compared, since a tag alone is no reason for a deployment; but what is not ours, as after someone else's
 * UpdateService, is replaced whatever it contains, and left to whom it belongs.
 */
export function matchTaskDefinition(desired: PlannedTaskDefinition, actual: ActualTaskDefinition | undefined): Match {
  if (actual === undefined || actual.status !== "ACTIVE") return create;
  const wanted = desired.container;
  const others = actual.containers
    .filter((container) => container.name !== wanted.name)
    .map((container) => container.name);
  const found = actual.containers.find((container) => container.name === wanted.name);
  return replaceIfAny([
    ...(actual.owned ? [] : tagDifferences(desired.tags, actual.tags)),
    ...differencesOf({
      cpu: [desired.cpu, actual.cpu],
      memory: [desired.memory, actual.memory],
      architecture: [desired.architecture, actual.architecture],
      executionRoleArn: [desired.executionRoleArn, actual.executionRoleArn],
      taskRoleArn: [desired.taskRoleArn, actual.taskRoleArn],
      otherContainers: [[], others],
      "container.image": [wanted.image, found?.image],
      "container.command": [wanted.command ?? [], found?.command ?? []],
      "container.port": [wanted.port, found?.port],
      "container.variables": [wanted.variables, found?.variables],
      "container.secrets": [wanted.secrets, found?.secrets],
      "container.logGroup": [wanted.logGroup, found?.logGroup],
      "container.logRegion": [wanted.logRegion, found?.logRegion],
      "container.stopTimeoutSeconds": [wanted.stopTimeoutSeconds, found?.stopTimeoutSeconds],
    }),
  ]);
}
