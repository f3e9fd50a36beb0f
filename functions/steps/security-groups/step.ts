import { NotReady } from "../../../shared/errors/errors.ts";
import type { ActualSecurityGroup } from "../../../shared/plan/facts.ts";
import { tagsToSet } from "../../../shared/plan/match/compare.ts";
import { matchSecurityGroup } from "../../../shared/plan/match/security-group.ts";
import { resourceNames } from "../../../shared/plan/names.ts";
import type { PlannedSecurityGroup } from "../../../shared/plan/plan.ts";
import type { SecurityGroups } from "../../../shared/ports/security-groups.ts";
import type { Outputs, ResourceStep, StepContext, StepResult } from "../../../shared/steps/contract.ts";
import { before, claim, createdHere, differs, effectOn, refuseUnlessFeasible } from "../../../shared/steps/resource.ts";
import { removeGroups } from "./remove.ts";
import { setRules } from "./rules.ts";

/** Both groups of a service, as far as they exist. */
export type FoundGroups = { readonly [Name in GroupName]?: ActualSecurityGroup };

export type GroupName = "loadBalancerSecurityGroup" | "taskSecurityGroup";

export const groupNames = ["loadBalancerSecurityGroup", "taskSecurityGroup"] as const;

/**
 * Makes the two security groups: one for the load balancer, open to the world on the listener ports only, and one
 * for the tasks, open to the load balancer's group only. They name each other, so one step makes both.
 */
export function createSecurityGroupsStep(securityGroups: SecurityGroups): ResourceStep {
  const find = async ({ plan }: StepContext): Promise<FoundGroups> => {
    const names = resourceNames(plan.installation, plan.service);
    const { vpcId } = plan.resources.taskSecurityGroup;
    const found = await securityGroups.find(
      vpcId,
      groupNames.map((name) => names[name]),
    );
    return Object.fromEntries(
      groupNames.flatMap((name) => {
        const group = claim<ActualSecurityGroup>(
          found.find((one) => one.name === names[name]),
          plan,
        );
        return group === undefined ? [] : [[name, group]];
      }),
    );
  };

  const create = async (desired: PlannedSecurityGroup): Promise<void> => {
    if ((await securityGroups.create(desired)) === "name-taken") throw notVisible(desired);
  };

  const apply = async (context: StepContext): Promise<StepResult> => {
    const planned = groupNames.flatMap((name) => {
      const desired = context.plan.resources[name];
      return desired === undefined ? [] : [{ name, desired }];
    });
    let found = await find(context);
    for (const { name, desired } of planned) {
      const match = matchSecurityGroup(desired, found[name], outputsOf(found));
      refuseUnlessFeasible(match, `security group ${desired.name}`);
    }

    const missing = planned.filter(({ name }) => found[name] === undefined);
    await Promise.all(missing.map(({ desired }) => create(desired)));
    if (missing.length > 0) found = await find(context);

    const groups = planned.map(({ name, desired }) => {
      const actual = found[name];
      if (actual === undefined) throw notVisible(desired);
      const match = matchSecurityGroup(desired, actual, outputsOf(found));
      return { desired, actual, match, isNew: createdHere(context, actual) };
    });
    await setRules(securityGroups, groups, outputsOf(found));
    for (const { desired, actual, match } of groups) {
      if (differs(match, "tags")) await securityGroups.setTags(actual.id, tagsToSet(desired.tags, actual.tags));
    }

    const changed = groups.some(({ match }) => differs(match, "ingress", "egress"));
    if (changed) requireRules(context, await find(context));
    const effects = groups.map(({ actual, match }) => effectOn(context, actual, match.action === "update"));
    const did = (["created", "updated"] as const).find((effect) => effects.includes(effect)) ?? "kept";
    return { did, outputs: outputsOf(found) };
  };

  return {
    kind: "security-groups",
    apply,

    async undo(context) {
      const previous = before(context);
      const back = previous && (await apply(previous));
      const found = await find(context);
      const removed = groupNames.flatMap((name) => {
        const group = found[name];
        const stays = group === undefined || previous?.plan.resources[name] || !createdHere(context, group);
        return stays ? [] : [group];
      });
      const partial = isUnseen(context, found) ? { isPartial: true } : {};
      if (removed.length === 0) return { did: back?.did ?? "absent", ...partial };
      await removeGroups(securityGroups, found, removed);
      return { did: "removed", ...partial };
    },

    async remove(context) {
      const found = await find(context);
      const owned = groupNames.flatMap((name) => (found[name]?.owned ? [found[name]] : []));
      if (owned.length === 0) return { did: "absent" };
      await removeGroups(securityGroups, found, owned);
      return { did: "removed" };
    },
  };
}

function outputsOf(found: FoundGroups): Outputs {
  return Object.fromEntries(groupNames.flatMap((name) => (found[name] ? [[`${name}.id`, found[name].id]] : [])));
}

/** Whether a group is not shown that may have been made: what apply has seen, and is gone, an earlier try has removed. */
function isUnseen({ plan, outputs }: StepContext, found: FoundGroups): boolean {
  return groupNames.some((name) => plan.resources[name] && !found[name] && outputs[`${name}.id`] === undefined);
}

/** The step ends only once AWS shows exactly the planned rules: nothing may be attached to groups that are not so. */
function requireRules({ plan }: StepContext, found: FoundGroups): void {
  for (const name of groupNames) {
    const desired = plan.resources[name];
    const match = matchSecurityGroup(desired, found[name], outputsOf(found));
    if (desired !== undefined && differs(match, "ingress", "egress")) {
      throw new NotReady(`The rules of the security group ${desired.name} are not yet shown as they were set.`);
    }
  }
}

function notVisible({ name }: PlannedSecurityGroup): NotReady {
  return new NotReady(`The security group ${name} exists but is not visible yet.`);
}
