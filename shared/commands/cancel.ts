import type { Caller } from "../access/caller.ts";
import { type Deployment, hasEnded } from "../store/deployment.ts";
import { abandon } from "./abandon.ts";
import { aboutDeployment, type DeploymentCommand } from "./about-deployment.ts";
import { Rejected } from "./rejection.ts";
import type { DeployTools } from "./tools.ts";

/**
 * Cancels a deployment: it is stopped where it is, and undone. Throws `Rejected` where it is past that. Answers the
 * same deployment, which ends CANCELLED once nothing of it is left.
 */
export async function cancel(
  tools: DeployTools,
  caller: Caller,
  wanted: DeploymentCommand,
): Promise<{ deploymentId: string }> {
  const { store, clock } = tools;
  return aboutDeployment(tools, caller, "cancel", wanted, async (found, why) => {
    const { id: deploymentId } = found;
    if (found.action === "remove" && !hasEnded(found.status))
      throw new Rejected("conflict", "A removal cannot be taken back: wait for its end, and deploy the service again.");
    const ending = { status: "CANCELLED", by: caller.name, ...why, at: clock.now() } as const;
    if (!hasEnded(found.status) && (await abandon(tools, found, ending))) return { deploymentId };
    throw tooLate((await store.deployments.find(deploymentId)) ?? found);
  });
}

function tooLate({ id, status, phase, ending }: Deployment): Rejected {
  if (hasEnded(status)) return new Rejected("conflict", `Deployment ${id} has ended already: it is ${status}.`);
  if (phase === "record")
    return new Rejected("conflict", `Deployment ${id} is done and only being recorded: roll the service back instead.`);
  const since = ending ? `${ending.by} wished it to be ${ending.status}` : "it failed";
  return new Rejected("conflict", `Deployment ${id} is being undone already, since ${since}: wait for its end.`);
}
