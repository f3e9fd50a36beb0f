import type { ActualLogGroup } from "../facts.ts";
import type { PlannedLogGroup } from "../plan.ts";
import { differencesOf, tagDifferences } from "./compare.ts";
import { create, type Match, notOurs, updateIfAny } from "./match.ts";

export function matchLogGroup(desired: PlannedLogGroup, actual: ActualLogGroup | undefined): Match {
  if (actual === undefined) return create;
  if (!actual.owned) return notOurs("log group", desired.name, actual.arn);
  return updateIfAny([
    ...differencesOf({ retentionDays: [desired.retentionDays, actual.retentionDays] }),
    ...tagDifferences(desired.tags, actual.tags),
  ]);
}
