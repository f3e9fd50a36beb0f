import type { Caller } from "../access/caller.ts";
import { accept, findBegun, newDeployment, refuseWhileInProgress } from "./accept.ts";
import { authorised } from "./authorise.ts";
import { requireService } from "./require-service.ts";
import type { DeployTools } from "./tools.ts";

/** Removes a service and all that is its own, but for its logs. Answers the id of the deployment that does it. */
export async function remove(
  tools: DeployTools,
  caller: Caller,
  { service, reason }: { service: string; reason?: string },
): Promise<{ deploymentId: string }> {
  const why = reason === undefined ? {} : { reason };
  return authorised(tools, caller, { command: "remove", service, ...why }, async () => {
    const existing = await requireService(tools.store, service);
    const begun = await findBegun(tools, caller, existing);
    if (begun) return begun;
    await refuseWhileInProgress(tools, existing);
    const deployment = newDeployment(tools, caller, { service, action: "remove", ...why });
    await accept(tools, caller, deployment, { existing });
    return { deploymentId: deployment.id };
  });
}
