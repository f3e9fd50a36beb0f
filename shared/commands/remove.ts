import type { Caller } from "../access/caller.ts";
import { claim, launch, newDeployment, refuseWhileInProgress } from "./accept.ts";
import { authorised } from "./authorise.ts";
import { requireService } from "./require-service.ts";
import type { CommandTools } from "./tools.ts";

/** Removes a service and all that is its own, but for its logs. Answers the id of the deployment that does it. */
export async function remove(
  tools: CommandTools,
  caller: Caller,
  { service: name, reason }: { service: string; reason?: string },
): Promise<{ deploymentId: string }> {
  const why = reason === undefined ? {} : { reason };
  return authorised(tools, caller, { command: "remove", service: name, ...why }, async () => {
    const service = await requireService(tools.store, name);
    await refuseWhileInProgress(tools, service);
    const deployment = newDeployment(tools, caller, { service: name, action: "remove", ...why });
    await claim(tools, service, undefined, deployment);
    await launch(tools, deployment);
    return { deploymentId: deployment.id };
  });
}
