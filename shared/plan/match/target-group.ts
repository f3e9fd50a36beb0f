import type { ActualTargetGroup } from "../facts.ts";
import type { PlannedTargetGroup } from "../plan.ts";
import { attributeDifferences, differencesOf, tagDifferences } from "./compare.ts";
import { create, keep, type Match, notOurs, remove, replaceIfAny, updateIfAny } from "./match.ts";

/**
 * The group's own port is not compared: it is a default which no target of ours uses, since ECS registers each task
 * with its container's port. So a service that moves to another port keeps its group, and for the time of the
 * deployment holds targets on both.
 */
export function matchTargetGroup(
  desired: PlannedTargetGroup | undefined,
  actual: ActualTargetGroup | undefined,
): Match {
  if (desired === undefined) return actual?.owned ? remove : keep;
  if (actual === undefined) return create;
  if (!actual.owned) return notOurs("target group", desired.name, actual.arn);
  const forLife = differencesOf({
    vpcId: [desired.vpcId, actual.vpcId],
    protocol: ["HTTP", actual.protocol],
    targetType: ["ip", actual.targetType],
  });
  if (forLife.length > 0) return replaceIfAny(forLife);
  return updateIfAny([
    ...differencesOf({
      "healthCheck.path": [desired.healthCheck.path, actual.healthCheck.path],
      "healthCheck.intervalSeconds": [desired.healthCheck.intervalSeconds, actual.healthCheck.intervalSeconds],
      "healthCheck.timeoutSeconds": [desired.healthCheck.timeoutSeconds, actual.healthCheck.timeoutSeconds],
      "healthCheck.healthyThreshold": [desired.healthCheck.healthyThreshold, actual.healthCheck.healthyThreshold],
      "healthCheck.unhealthyThreshold": [desired.healthCheck.unhealthyThreshold, actual.healthCheck.unhealthyThreshold],
      "healthCheck.matcher": [desired.healthCheck.matcher, actual.healthCheck.matcher],
    }),
    ...attributeDifferences(desired.attributes, actual.attributes),
    ...tagDifferences(desired.tags, actual.tags),
  ]);
}
