import type { Caller } from "../access/caller.ts";
import type { Deployment } from "../store/deployment.ts";
import { authorised } from "./authorise.ts";
import { Rejected } from "./rejection.ts";
import type { CommandTools } from "./tools.ts";

/** Which deployment a command is about, as each door asks for it. */
export interface DeploymentCommand {
  readonly deploymentId: string;
  readonly reason?: string;
}

/**
 * Runs a command about a deployment if its caller may give it for the deployment's service. Who may not, or names one
 * that is not there, is refused, and leaves a line in the audit like all others.
 */
export async function aboutDeployment<Result extends object>(
  tools: CommandTools,
  caller: Caller,
  command: "approve" | "reject" | "cancel",
  { deploymentId, reason }: DeploymentCommand,
  run: (deployment: Deployment, why: { readonly reason?: string }) => Promise<Result>,
): Promise<Result> {
  const found = await tools.store.deployments.find(deploymentId);
  const why = reason === undefined ? {} : { reason };
  const subject = { command, ...(found && { service: found.service }), ...why };
  return authorised(tools, caller, subject, async () => {
    if (!found) throw new Rejected("notFound", `There is no deployment ${deploymentId}.`);
    return run(found, why);
  });
}
