import { createHash } from "node:crypto";
import { Conflict, DeploymentFailed, NotReady } from "../../../shared/errors/errors.ts";
import type { ActualService } from "../../../shared/plan/facts.ts";
import { tagsToSet } from "../../../shared/plan/match/compare.ts";
import { matchService } from "../../../shared/plan/match/service.ts";
import { primaryDeployment } from "../../../shared/plan/primary-deployment.ts";
import type { Services } from "../../../shared/ports/services.ts";
import { isSinceShown } from "../../../shared/reactions/rollout.ts";
import type { ResourceStep, StepContext, StepResult } from "../../../shared/steps/contract.ts";
import { missingSeconds } from "../../../shared/steps/limits.ts";
import { before, claim, createdHere, differs, effectOn, refuseUnlessFeasible } from "../../../shared/steps/resource.ts";
import { findOurDeployment, outputsOf } from "./deployment.ts";
import { goBack, goingBack, requireNotReturned, requireServing, runsOurs, sentBack, stopOurs } from "./go-back.ts";
import { toChanges, toSettings } from "./settings.ts";

/**
 * Makes ECS run the task definition: creates the service, or changes it by exactly one UpdateService.
 * ECS has no compare-and-swap, so what it shows is read right before the one write, and an earlier try's deployment
 * is adopted rather than started again.
 */
export function createServiceStep(services: Services): ResourceStep {
  const find = async ({ plan }: StepContext): Promise<ActualService | undefined> => {
    const { cluster, name } = plan.resources.service;
    return claim<ActualService>(await services.find(cluster, name), plan);
  };

  const create = async (context: StepContext): Promise<StepResult> => {
    const { cluster, name, initialCount, tags } = context.plan.resources.service;
    const created = await services.create({
      ...toSettings(context.plan.resources.service, context.outputs),
      cluster,
      name,
      tags,
      desiredCount: initialCount,
      clientToken: clientToken(context.deploymentId),
    });
    if (created === "no-cluster") throw noCluster(cluster, context);
    if (created === "name-taken") throw new NotReady(`The service ${name} exists but is not visible yet.`);
    return { did: "created", outputs: outputsOf(created) };
  };

  const apply = async (context: StepContext): Promise<StepResult> => {
    const desired = context.plan.resources.service;
    const actual = await find(context);
    if (actual === undefined || actual.status === "INACTIVE") return create(context);
    if (actual.status === "DRAINING") throw stillDraining(actual);
    const match = matchService(desired, actual, context.outputs);
    refuseUnlessFeasible(match, `service ${desired.name}`);
    if (isRemnant(actual, context)) {
      await remove(actual, context);
      return create(context);
    }
    if (differs(match, "tags")) await services.setTags(actual.arn, tagsToSet(desired.tags, actual.tags));
    const isToBeReplaced = desired.replaces !== undefined && primaryDeployment(actual)?.id === desired.replaces;
    const metricSeconds = otherMetricSeconds(context);
    if (
      !isToBeReplaced &&
      metricSeconds === undefined &&
      !match.differences.some(({ field }) => !field.startsWith("tags."))
    ) {
      return { did: effectOn(context, actual, false), outputs: outputsOf(actual) };
    }
    const earlier = findOurDeployment(actual, context);
    if (earlier !== undefined) return { did: "updated", outputs: outputsOf(actual, earlier) };
    await refuseSecondDeployment(context, actual);
    const changes = {
      ...toChanges(toSettings(desired, context.outputs), match),
      ...(metricSeconds !== undefined && { metricSeconds }),
      ...(isToBeReplaced && { forceNewDeployment: true }),
    };
    const updated = await services.update(desired.cluster, desired.name, changes);
    const changedAt = primaryDeployment(updated)?.updatedAt;
    return { did: effectOn(context, actual, true), outputs: outputsOf(updated), changedAt };
  };

  /**
   * Throws where an earlier try, whose end nobody knows, made ECS begin the deployment, and ECS has failed it and gone
   * back since then: it shows the service as it was before, and would begin another.
   */
  const refuseSecondDeployment = async (context: StepContext, actual: ActualService): Promise<void> => {
    const { triedSince, outputs, plan } = context;
    const taskDefinitionArn = outputs["taskDefinition.arn"];
    if (triedSince === undefined || taskDefinitionArn === undefined || createdHere(context, actual)) return;
    const { cluster, name, insteadOf } = plan.resources.service;
    const since = insteadOf?.at ?? triedSince;
    const reason = await services.findFailure(cluster, name, { taskDefinitionArn, since });
    if (reason !== undefined) throw new DeploymentFailed(`ECS did not complete the deployment: ${reason}`);
  };

  /** Stops the tasks and deletes the service; over only when ECS has let go of its name and its target group. */
  const remove = async (actual: ActualService, { plan }: StepContext): Promise<StepResult> => {
    const { cluster, name } = plan.resources.service;
    if (actual.status === "INACTIVE") return { did: "removed" };
    if (actual.status === "DRAINING") throw stillDraining(actual);
    if (actual.desiredCount > 0) await services.stopAll(cluster, name);
    const removal = await services.remove(cluster, name);
    if (removal === "in-use") throw new NotReady(`The service ${name} cannot be deleted while a deployment runs.`);
    if (removal === "removed" && (await services.find(cluster, name))?.status === "DRAINING") {
      throw stillDraining(actual);
    }
    return { did: removal };
  };

  return {
    kind: "service",
    apply,

    async undo(context) {
      const actual = await find(context);
      if (actual === undefined || !actual.owned) return { did: "absent" };
      if (createdHere(context, actual)) return remove(actual, context);
      // An earlier one of the name: ours may not be shown yet.
      if (actual.status === "INACTIVE") return { did: "absent" };
      const previous = before(context);
      requireNotReturned(actual, context);
      if (!runsOurs(actual, context)) {
        const serving = requireServing(actual);
        // ECS goes back to the revision alone: what is not part of one is still as this deployment set it.
        const isBack = previous !== undefined && actual.taskDefinitionArn === previous.outputs["taskDefinition.arn"];
        const result = isBack ? await apply(previous) : serving;
        const isCurrent = isSinceShown(actual, context.outputs);
        return { ...result, changedAt: primaryDeployment(actual)?.updatedAt, isCurrent };
      }
      if (await stopOurs(services, actual)) throw goingBack(actual);
      const result = previous === undefined ? await goBack(services, actual, context) : await apply(previous);
      if (result.did !== "kept") throw goingBack(actual, sentBack(actual, result));
      // Where the answer of a restart was lost, what runs may be from before it: it may land yet.
      return { ...requireServing(actual), isCurrent: context.outputs["service.deploymentId"] !== undefined };
    },

    async remove(context) {
      const actual = await find(context);
      return actual?.owned ? remove(actual, context) : { did: "absent" };
    },
  };
}

/**
 * A service without a task that an undo or a removal could not delete. No release of it serves, and an UpdateService may
 * not send a count: it is made anew, with the count that is planned.
 */
function isRemnant(actual: ActualService, context: StepContext): boolean {
  const { initialCount } = context.plan.resources.service;
  const hasNoTask = actual.desiredCount === 0 && actual.runningCount === 0 && actual.pendingCount === 0;
  return context.previous === undefined && !createdHere(context, actual) && hasNoTask && initialCount > 0;
}

/** How often CPU and memory are to be published where that changes: ECS does not show how often they are. */
function otherMetricSeconds(context: StepContext): 20 | 60 | undefined {
  const previous = before(context);
  const wanted = context.plan.resources.service.metricSeconds ?? 60;
  return previous === undefined || wanted === (previous.plan.resources.service.metricSeconds ?? 60)
    ? undefined
    : wanted;
}

/** A cluster that was made or found a moment ago is shown in a while; what is not there for long has been deleted. */
function noCluster(cluster: string, { triedSince, now }: StepContext): NotReady | Conflict {
  const isGone = triedSince !== undefined && now() >= triedSince + missingSeconds * 1000;
  return isGone
    ? new Conflict(`The cluster ${cluster} is not there any more: someone has deleted it meanwhile. Deploy again.`)
    : new NotReady(`The cluster ${cluster} is not visible yet, or its capacity providers are not attached yet.`);
}

function stillDraining({ name }: ActualService): NotReady {
  return new NotReady(
    `The service ${name} is draining: its tasks are being stopped, and until then it keeps its name.`,
  );
}

/** The same for every try of a deployment, so that ECS creates one service. */
function clientToken(deploymentId: string): string {
  return createHash("sha256").update(deploymentId).digest("hex").slice(0, 32);
}
