import { NotReady } from "../../../shared/errors/errors.ts";
import type { ActualTargetGroup } from "../../../shared/plan/facts.ts";
import { tagsToSet } from "../../../shared/plan/match/compare.ts";
import { matchTargetGroup } from "../../../shared/plan/match/target-group.ts";
import { resourceNames } from "../../../shared/plan/names.ts";
import type { PlannedTargetGroup } from "../../../shared/plan/plan.ts";
import type { TargetGroups } from "../../../shared/ports/target-groups.ts";
import type { ResourceStep, StepContext, StepResult } from "../../../shared/steps/contract.ts";
import { before, claim, createdHere, differs, effectOn, refuseUnlessFeasible } from "../../../shared/steps/resource.ts";

/** Makes the group of addresses that the load balancer sends requests to, and how their health is checked. */
export function createTargetGroupStep(targetGroups: TargetGroups): ResourceStep {
  const find = async ({ plan }: StepContext): Promise<ActualTargetGroup | undefined> => {
    const { targetGroup } = resourceNames(plan.installation, plan.service);
    return claim(await targetGroups.find(targetGroup), plan);
  };

  const create = async (desired: PlannedTargetGroup): Promise<StepResult> => {
    const arn = await targetGroups.create(desired);
    if (arn === "name-taken") throw new NotReady(`The target group ${desired.name} exists but is not visible yet.`);
    await targetGroups.setAttributes(arn, desired.attributes);
    return { did: "created", outputs: { "targetGroup.arn": arn } };
  };

  const apply = async (context: StepContext): Promise<StepResult> => {
    const desired = context.plan.resources.targetGroup;
    if (desired === undefined) return { did: "kept" };
    const actual = await find(context);
    const match = matchTargetGroup(desired, actual);
    refuseUnlessFeasible(match, `target group ${desired.name}`);
    if (actual === undefined) return create(desired);
    if (differs(match, "healthCheck")) await targetGroups.setHealthCheck(actual.arn, desired.healthCheck);
    if (differs(match, "attributes")) await targetGroups.setAttributes(actual.arn, desired.attributes);
    if (differs(match, "tags")) await targetGroups.setTags(actual.arn, tagsToSet(desired.tags, actual.tags));
    return {
      did: effectOn(context, actual, match.action === "update"),
      outputs: { "targetGroup.arn": actual.arn },
    };
  };

  const remove = async ({ arn, name }: ActualTargetGroup): Promise<StepResult> => {
    const removal = await targetGroups.remove(arn);
    if (removal === "in-use") throw new NotReady(`The target group ${name} is still used by a listener or a rule.`);
    return { did: removal };
  };

  return {
    kind: "target-group",
    apply,

    async undo(context) {
      const previous = before(context);
      if (previous?.plan.resources.targetGroup !== undefined) return apply(previous);
      const actual = await find(context);
      return actual && createdHere(context, actual) ? remove(actual) : { did: actual ? "kept" : "absent" };
    },

    async remove(context) {
      const actual = await find(context);
      return actual?.owned ? remove(actual) : { did: "absent" };
    },
  };
}
