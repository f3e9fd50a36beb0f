import { Conflict, NotReady } from "../../../shared/errors/errors.ts";
import type { ActualCluster } from "../../../shared/plan/facts.ts";
import { matchCluster } from "../../../shared/plan/match/cluster.ts";
import { tagsToSet } from "../../../shared/plan/match/compare.ts";
import { isOfInstallation, tagKeys } from "../../../shared/plan/names.ts";
import type { Clusters } from "../../../shared/ports/clusters.ts";
import type { ResourceStep, StepContext, StepResult } from "../../../shared/steps/contract.ts";
import { differs, refuseUnlessFeasible } from "../../../shared/steps/resource.ts";

/**
 * Makes sure that there is a cluster with the capacity providers of Fargate.
 * It belongs to the environment: shared by services, and never taken back or removed with one of them.
 */
export function createClusterStep(clusters: Clusters): ResourceStep {
  return {
    kind: "cluster",

    async apply(context) {
      const desired = context.plan.resources.cluster;
      const found = await clusters.find(desired.name);
      const actual = found && { ...found, owned: isOfInstallation(found.tags, context.plan.installation) };
      refuseUnusable(actual);
      const match = matchCluster(desired, actual);
      refuseUnlessFeasible(match, `cluster ${desired.name}`);
      if (actual === undefined || match.action === "create") {
        // Two first deployments at the same moment both get here: the second looks again, and finds the first one's.
        const created = await clusters.create(desired);
        if (created === "name-taken") throw new NotReady(`The cluster ${desired.name} exists but is not visible yet.`);
        return result(context, created, true);
      }
      if (differs(match, "capacityProviders")) {
        const all = new Set([...actual.capacityProviders, ...desired.capacityProviders]);
        await clusters.putCapacityProviders(desired.name, [...all]);
      }
      if (differs(match, "tags")) await clusters.setTags(actual.arn, tagsToSet(desired.tags, actual.tags));
      return result(context, actual, match.action === "update");
    },

    async undo() {
      return { did: "kept" };
    },

    async remove() {
      return { did: "kept" };
    },
  };
}

/**
 * A cluster that is still PROVISIONING (its capacity providers are being attached) is good enough to go on with:
 * only CreateService needs it ACTIVE, and comes later.
 */
function refuseUnusable(cluster: ActualCluster | undefined): void {
  if (cluster?.status === "DEPROVISIONING") {
    throw new NotReady(`The cluster ${cluster.name} is being deleted; it can be created again once that is done.`);
  }
  if (cluster?.status === "FAILED") {
    throw new Conflict(`The cluster ${cluster.name} is in state FAILED. Delete it, then deploy again.`);
  }
}

function result(
  { deploymentId }: StepContext,
  cluster: Pick<ActualCluster, "arn" | "tags">,
  changed: boolean,
): StepResult {
  const created = cluster.tags[tagKeys.deployment] === deploymentId;
  return { did: created ? "created" : changed ? "updated" : "kept", outputs: { "cluster.arn": cluster.arn } };
}
