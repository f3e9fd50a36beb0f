import { ownerTags } from "../names.ts";
import type { PlannedCluster, PlannedLogGroup } from "../plan.ts";
import { type PlanInput, serviceTags } from "./context.ts";

/** Both of Fargate's capacity providers, whatever this service asks for: the next one shares the cluster. */
export function planCluster({ installation, deploymentId }: PlanInput): PlannedCluster {
  return {
    name: installation.cluster,
    capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    tags: ownerTags({ installation: installation.name, deployment: deploymentId }),
  };
}

export function planLogGroup(input: PlanInput): PlannedLogGroup {
  return {
    name: input.names.logGroup,
    retentionDays: input.spec.logRetentionDays,
    tags: serviceTags(input),
  };
}
