import { Conflict, NotReady } from "../../../shared/errors/errors.ts";
import type { ActualTaskDefinition } from "../../../shared/plan/facts.ts";
import { matchTaskDefinition } from "../../../shared/plan/match/task-definition.ts";
import { resourceNames, tagKeys } from "../../../shared/plan/names.ts";
import type { TaskDefinitions } from "../../../shared/ports/task-definitions.ts";
import type { ResourceStep, StepContext, StepResult } from "../../../shared/steps/contract.ts";
import { claim, createdHere } from "../../../shared/steps/resource.ts";

/** How far back apply and undo look: what they search for is the newest, unless someone registers beside us. */
const revisionsLookedAt = 5;
/** Deregistering is allowed about once a second: more are left to the step's next try. */
const revisionsRemovedAtOnce = 25;

/**
 * Registers what the tasks run, once a deployment. ECS makes a new revision with every call, so an earlier try's
 * revision is found by its tag; and one of the same content is used again, so that a deployment without a change
 * changes nothing.
 */
export function createTaskDefinitionStep(taskDefinitions: TaskDefinitions): ResourceStep {
  const list = ({ plan }: StepContext, limit: number): Promise<readonly string[]> =>
    taskDefinitions.newest(resourceNames(plan.installation, plan.service).taskDefinitionFamily, limit);

  const read = async (context: StepContext, arns: readonly string[]): Promise<ActualTaskDefinition[]> => {
    const found = await Promise.all(arns.map((arn) => taskDefinitions.find(arn)));
    return found
      .flatMap((one) => claim<ActualTaskDefinition>(one, context.plan) ?? [])
      .filter(({ status }) => status === "ACTIVE");
  };

  /** The newest revisions as ECS lists them, and the one that this deployment has settled on: the list may be old. */
  const newest = async (context: StepContext): Promise<ActualTaskDefinition[]> => {
    const arns = await list(context, revisionsLookedAt);
    const settled = context.outputs["taskDefinition.arn"] ?? [];
    return read(context, [...new Set(arns.concat(settled))]);
  };

  /**
   * What tries of this deployment registered, the oldest first: among these, and right below them by number. A try
   * whose answer was lost, or which the list does not show yet, has left a revision there.
   */
  const findOwn = async (
    context: StepContext,
    among: readonly ActualTaskDefinition[],
  ): Promise<ActualTaskDefinition[]> => {
    const own = among.filter((one) => createdHere(context, one)).toSorted(byNumber);
    const [oldest] = own;
    if (oldest === undefined) return [];
    for (let number = oldest.revision - 1; number > 0; number--) {
      const arn = oldest.arn.replace(/\d+$/, String(number));
      const below = claim<ActualTaskDefinition>(await taskDefinitions.find(arn), context.plan);
      if (below === undefined || !createdHere(context, below)) break;
      if (below.status === "ACTIVE") own.unshift(below);
    }
    return own;
  };

  /** The revision of the release that is deployed again, while it is ours, ACTIVE, and what is planned. */
  const findAgain = async ({ plan }: StepContext): Promise<ActualTaskDefinition | undefined> => {
    const desired = plan.resources.taskDefinition;
    if (desired.revisionArn === undefined) return undefined;
    const found = claim<ActualTaskDefinition>(await taskDefinitions.find(desired.revisionArn), plan);
    return found?.owned && matchTaskDefinition(desired, found).action === "keep" ? found : undefined;
  };

  /** Of several revisions that tries of this deployment made, all tries settle on the oldest. */
  const settle = async (context: StepContext, own: readonly ActualTaskDefinition[]): Promise<StepResult> => {
    const [first, ...extras] = own;
    if (first === undefined) throw new NotReady("The task definition that was registered is not visible yet.");
    for (const { arn } of extras) await taskDefinitions.deregister(arn);
    return result(first, context);
  };

  const removeAll = async (found: readonly ActualTaskDefinition[]): Promise<StepResult> => {
    for (const { arn } of found) await taskDefinitions.deregister(arn);
    return { did: found.length > 0 ? "removed" : "absent" };
  };

  return {
    kind: "task-definition",

    async apply(context) {
      const desired = context.plan.resources.taskDefinition;
      const again = await findAgain(context);
      if (again !== undefined) return result(again, context);
      const known = await newest(context);
      const own = await findOwn(context, known);
      if (own.length > 0) return settle(context, own);
      if (known.length > 0 && known.every(({ owned }) => !owned)) {
        throw new Conflict(
          `The task definition family ${desired.family} exists and is not this service's. ` +
            "Deregister its revisions, or give the service another name.",
        );
      }
      const same = known.find((revision) => revision.owned && matchTaskDefinition(desired, revision).action === "keep");
      if (same !== undefined) return result(same, context);

      const registered = claim<ActualTaskDefinition>(await taskDefinitions.register(desired), context.plan);
      const expected = (known[0]?.revision ?? 0) + 1;
      if (registered.revision === expected) return result(registered, context);
      // A number was left out: a call whose answer was lost, or another try of this step, may have registered too.
      return settle(context, await findOwn(context, [registered]));
    },

    async undo(context) {
      return removeAll(await findOwn(context, await newest(context)));
    },

    async remove(context) {
      const arns = await list(context, revisionsRemovedAtOnce);
      const active = await read(context, arns);
      const done = await removeAll(active.filter(({ owned }) => owned));
      // The list may be a moment behind and name what is inactive already, in place of revisions that are left.
      const isBehind = active.length < arns.length;
      if (arns.length === revisionsRemovedAtOnce && (isBehind || done.did === "removed")) {
        throw new NotReady(`More revisions of ${context.plan.resources.taskDefinition.family} are left to deregister.`);
      }
      return done;
    },
  };
}

function byNumber(one: ActualTaskDefinition, other: ActualTaskDefinition): number {
  return one.revision - other.revision;
}

function result({ arn, tags }: ActualTaskDefinition, { deploymentId }: StepContext): StepResult {
  const creator = tags[tagKeys.deployment];
  return {
    did: creator === deploymentId ? "created" : "kept",
    outputs: { "taskDefinition.arn": arn, ...(creator === undefined ? {} : { "taskDefinition.deployment": creator }) },
  };
}
