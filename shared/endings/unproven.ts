import type { Deployment } from "../store/deployment.ts";
import { deploymentOutputs } from "../store/deployments.ts";

/**
 * What to know of a deployment that succeeded without a task: its count was 0, so that nothing has shown whether what
 * it brought can start. Absent where a task proved it.
 */
export function unprovenWarning(deployment: Deployment): string | undefined {
  if (deployment.action !== "deploy" || deployment.status !== "SUCCEEDED") return undefined;
  if (deploymentOutputs(deployment)["service.provenBy"] !== "no-task") return undefined;
  return `No task ran it, since the count was 0: whether it starts shows once the count is raised (POST /v1/services/${deployment.service}/scale).`;
}
