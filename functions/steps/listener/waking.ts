import { NotReady } from "../../../shared/errors/errors.ts";
import type { ActualWakingTargetGroup } from "../../../shared/plan/facts.ts";
import { tagsToSet } from "../../../shared/plan/match/compare.ts";
import { matchWakingTargetGroup } from "../../../shared/plan/match/waking-target-group.ts";
import { resourceNames } from "../../../shared/plan/names.ts";
import type { PlannedWakingTargetGroup } from "../../../shared/plan/plan.ts";
import type { WakingTargetGroups } from "../../../shared/ports/waking-target-groups.ts";
import type { StepContext, StepEffect } from "../../../shared/steps/contract.ts";
import { claim, createdHere, differs, effectOn, refuseUnlessFeasible } from "../../../shared/steps/resource.ts";

/** The target group to which a listener leads while its service sleeps: made before the listener, removed after it. */
export interface Waking {
  /** Nothing where none is planned: then what there is goes by `removeUnplanned`, once no listener leads there. */
  ensure(context: StepContext): Promise<{ readonly did: StepEffect; readonly arn: string } | undefined>;
  removeUnplanned(context: StepContext): Promise<StepEffect>;
  undo(context: StepContext): Promise<StepEffect>;
  remove(context: StepContext): Promise<StepEffect>;
}

export function createWaking(groups: WakingTargetGroups): Waking {
  const find = async ({ plan }: StepContext): Promise<ActualWakingTargetGroup | undefined> => {
    const { wakingTargetGroup } = resourceNames(plan.installation, plan.service);
    return claim(await groups.find(wakingTargetGroup), plan);
  };

  const create = async (desired: PlannedWakingTargetGroup): Promise<string> => {
    const arn = await groups.create(desired);
    if (arn === "name-taken") throw new NotReady(`The target group ${desired.name} exists but is not visible yet.`);
    await groups.setFunction(arn, desired.functionArn, undefined);
    return arn;
  };

  const removeIf = async (actual: ActualWakingTargetGroup | undefined, isDue: boolean): Promise<StepEffect> => {
    if (!actual || !isDue) return actual ? "kept" : "absent";
    const removal = await groups.remove(actual.arn);
    if (removal === "in-use") throw new NotReady(`The target group ${actual.name} is still used by a listener.`);
    return removal;
  };

  return {
    async ensure(context) {
      const desired = context.plan.resources.wakingTargetGroup;
      if (desired === undefined) return undefined;
      const actual = await find(context);
      const match = matchWakingTargetGroup(desired, actual);
      refuseUnlessFeasible(match, `target group ${desired.name}`);
      if (actual === undefined) return { did: "created", arn: await create(desired) };
      if (differs(match, "functionArn")) await groups.setFunction(actual.arn, desired.functionArn, actual.functionArn);
      if (differs(match, "tags")) await groups.setTags(actual.arn, tagsToSet(desired.tags, actual.tags));
      return { did: effectOn(context, actual, match.action === "update"), arn: actual.arn };
    },

    async removeUnplanned(context) {
      if (context.plan.resources.wakingTargetGroup !== undefined) return "kept";
      const actual = await find(context);
      return removeIf(actual, actual?.owned === true);
    },

    async undo(context) {
      const actual = await find(context);
      return removeIf(actual, actual !== undefined && createdHere(context, actual));
    },

    async remove(context) {
      const actual = await find(context);
      return actual?.owned ? removeIf(actual, true) : "absent";
    },
  };
}
