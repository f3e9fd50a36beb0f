import { NotReady } from "../../../shared/errors/errors.ts";
import type { ActualLogGroup } from "../../../shared/plan/facts.ts";
import { tagsToSet } from "../../../shared/plan/match/compare.ts";
import { matchLogGroup } from "../../../shared/plan/match/log-group.ts";
import type { LogGroups } from "../../../shared/ports/log-groups.ts";
import type { ResourceStep } from "../../../shared/steps/contract.ts";
import { claim, differs, effectOn, refuseUnlessFeasible } from "../../../shared/steps/resource.ts";

/**
 * Makes sure that there is a place for the tasks' logs, kept as long as the manifest says.
 * Neither undo nor remove deletes it: the logs of a failed deployment, or of a removed service, are what explains it.
 */
export function createLogGroupStep(logGroups: LogGroups): ResourceStep {
  return {
    kind: "log-group",

    async apply(context) {
      const desired = context.plan.resources.logGroup;
      const actual = claim<ActualLogGroup>(await logGroups.find(desired.name), context.plan);
      const match = matchLogGroup(desired, actual);
      refuseUnlessFeasible(match, `log group ${desired.name}`);
      if (actual === undefined) {
        if ((await logGroups.create(desired.name, desired.tags)) === "name-taken") {
          throw new NotReady(`The log group ${desired.name} exists but is not visible yet.`);
        }
        await logGroups.setRetention(desired.name, desired.retentionDays);
        return { did: "created" };
      }
      if (differs(match, "retentionDays")) await logGroups.setRetention(desired.name, desired.retentionDays);
      if (differs(match, "tags")) await logGroups.setTags(actual.arn, tagsToSet(desired.tags, actual.tags));
      return { did: effectOn(context, actual, match.action === "update") };
    },

    async undo() {
      return { did: "kept" };
    },

    async remove() {
      return { did: "kept" };
    },
  };
}
