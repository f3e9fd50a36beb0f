import type { ServiceSpec } from "../model/service-spec.ts";
import type { Plan } from "../plan/plan.ts";
import type { Deployment, EndStatus } from "../store/deployment.ts";
import { deploymentOutputs } from "../store/deployments.ts";
import type { Release, ReleaseResult } from "../store/releases.ts";

/**
 * The line of the ledger for a deployment that is over. Nothing where a release was only repaired or restarted: that
 * is no other version, unless its revision was gone and another had to take its place.
 */
export function releaseLine(
  deployment: Deployment,
  plan: Plan,
  spec: ServiceSpec,
  end: EndStatus,
  now: number,
): Omit<Release, "number"> | undefined {
  const { id, service, specDigest = "", actor, reason, origin } = deployment;
  const outputs = deploymentOutputs(deployment);
  const taskDefinitionArn = outputs["taskDefinition.arn"];
  const isSame = taskDefinitionArn === undefined || taskDefinitionArn === origin?.taskDefinitionArn;
  if (origin !== undefined && origin.command !== "rollback" && isSame) return undefined;
  const imageDigest = outputs["taskDefinition.imageDigest"];
  return {
    service,
    deploymentId: id,
    spec,
    specDigest,
    image: plan.resources.taskDefinition.container.image,
    ...(imageDigest !== undefined && { imageDigest }),
    ...(taskDefinitionArn !== undefined && { taskDefinitionArn }),
    actor,
    ...(reason !== undefined && { reason }),
    result: resultOf(end),
    createdAt: now,
  };
}

function resultOf(end: EndStatus): ReleaseResult {
  return end === "FAILED_CLEAN" || end === "FAILED_DIRTY" ? "FAILED" : end;
}
