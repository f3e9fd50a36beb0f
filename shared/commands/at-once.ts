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
