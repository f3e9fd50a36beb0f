import type { Store } from "../store/store.ts";
import type { ApiResponse } from "./router.ts";
import { deploymentView } from "./views.ts";

/** Answers a command that began a deployment, or changed one: 202, where to ask for it, and how it is now. */
export async function acceptedDeployment(
  store: Pick<Store, "deployments">,
  { deploymentId }: { readonly deploymentId: string },
): Promise<ApiResponse> {
  const deployment = await store.deployments.find(deploymentId);
  if (!deployment) throw new Error(`Deployment ${deploymentId} was accepted and is not there.`);
  return {
    status: 202,
    headers: { location: `/v1/deployments/${deploymentId}` },
    body: { deployment: deploymentView(deployment) },
  };
}
