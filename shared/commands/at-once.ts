import type { ServiceSpec } from "../model/service-spec.ts";
import type { Deployment } from "../store/deployment.ts";
import type { ServiceRecord } from "../store/services.ts";
import type { CommandTools } from "./tools.ts";

/** Keeps a deployment that has nothing to do: it has SUCCEEDED as it is accepted, and no machine is started. */
export async function succeedAtOnce(
  { store }: CommandTools,
  deployment: Omit<Deployment, "steps">,
  { url }: ServiceRecord,
  spec: ServiceSpec,
): Promise<void> {
  const ended = { status: "SUCCEEDED", phase: "ended", endedAt: deployment.createdAt } as const;
  await store.deployments.create({ ...deployment, ...ended, ...(url !== undefined && { url }) }, spec);
}

/**
 * Whether the service's release is what really runs, as far as is written down: a version that was held, or a
 * last deployment that could not be taken back, left something else standing, so that to deploy what is written down as serving is no repetition.
 */
export async function standsAsReleased(
  { store }: CommandTools,
  { deploymentId, heldDeploymentId }: ServiceRecord,
): Promise<boolean> {
  if (heldDeploymentId !== undefined) return false;
  const latest = deploymentId === undefined ? undefined : await store.deployments.find(deploymentId);
  return latest?.status !== "FAILED_DIRTY";
}
