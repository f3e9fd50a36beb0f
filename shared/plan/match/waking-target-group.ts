import type { ActualWakingTargetGroup } from "../facts.ts";
import type { PlannedWakingTargetGroup } from "../plan.ts";
import { differencesOf, tagDifferences } from "./compare.ts";
import { create, keep, type Match, notOurs, remove, replaceIfAny, updateIfAny } from "./match.ts";

export function matchWakingTargetGroup(
  desired: PlannedWakingTargetGroup | undefined,
  actual: ActualWakingTargetGroup | undefined,
): Match {
  if (desired === undefined) return actual?.owned ? remove : keep;
  if (actual === undefined) return create;
  if (!actual.owned) return notOurs("target group", desired.name, actual.arn);
  const forLife = differencesOf({ targetType: ["lambda", actual.targetType] });
  if (forLife.length > 0) return replaceIfAny(forLife);
  return updateIfAny([
    ...differencesOf({ functionArn: [desired.functionArn, actual.functionArn] }),
    ...tagDifferences(desired.tags, actual.tags),
  ]);
}
