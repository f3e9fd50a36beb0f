import { decideApproving, decideRejecting, type Refusal } from "../access/approvals.ts";
import type { Caller } from "../access/caller.ts";
import type { TaskTokens } from "../ports/task-tokens.ts";
import type { Approved, Deployment } from "../store/deployment.ts";
import { endedByToken, findStep } from "../store/deployments.ts";
import { abandon } from "./abandon.ts";
import { aboutDeployment, type DeploymentCommand } from "./about-deployment.ts";
import { refuseWhileLocked } from "./locks.ts";
import { Rejected } from "./rejection.ts";
import type { CommandTools, DeployTools } from "./tools.ts";

/** What `approve` is made with. */
export interface ApproveTools extends CommandTools {
  readonly taskTokens: Pick<TaskTokens, "succeed">;
}

/**
 * Approves a deployment that waits for it, once: for the plan that was put before people, and for the generation of
 * the service to which it was asked for. Its machine goes on, and looks again whether all of that still holds.
 */
export async function approve(
  tools: ApproveTools,
  caller: Caller,
  wanted: DeploymentCommand,
): Promise<{ deploymentId: string }> {
  const { store, clock } = tools;
  return aboutDeployment(tools, caller, "approve", wanted, async (deployment, why) => {
    const { id: deploymentId } = deployment;
    refuse(decideApproving(deployment, caller, clock.now()));
    await refuseWhileLocked(tools, deployment.service);
    await refuseOvertaken(tools, deployment);
    const proposal = await store.approvals.proposal(deploymentId);
    if (!proposal) throw new Error(`Deployment ${deploymentId} awaits its approval, and nothing was proposed.`);
    const { planDigest, image } = proposal;
    const approved = { by: caller.name, byId: caller.id, door: caller.door, at: clock.now(), ...why, planDigest };
    if (!(await store.deployments.approve(deploymentId, approved)))
      throw tooLate(deploymentId, (await store.deployments.find(deploymentId))?.approved);
    await goOn(tools, deployment);
    return { deploymentId, evidence: { deploymentId, image, planDigest, requestedBy: deployment.actor } };
  });
}

/** Rejects a deployment that waits for an approval: nothing was made of it, and it ends CANCELLED. */
export async function reject(
  tools: DeployTools,
  caller: Caller,
  wanted: DeploymentCommand,
): Promise<{ deploymentId: string }> {
  const { store, clock } = tools;
  return aboutDeployment(tools, caller, "reject", wanted, async (deployment, why) => {
    const { id: deploymentId } = deployment;
    refuse(decideRejecting(deployment, caller));
    const ending = { status: "CANCELLED", by: caller.name, cause: "rejected", ...why, at: clock.now() } as const;
    if (await abandon(tools, deployment, ending)) return { deploymentId };
    throw tooLate(deploymentId, (await store.deployments.find(deploymentId))?.approved);
  });
}

/** That it is approved is kept by now: to wake the machine is only quicker than the look that it takes by itself. */
async function goOn({ store, taskTokens, clock, logger }: ApproveTools, { id }: Deployment): Promise<void> {
  try {
    const [token, latest] = await Promise.all([store.approvals.token(id), store.deployments.find(id)]);
    const step = latest && findStep(latest, "apply", "await-approval");
    if (step?.status === "RUNNING") await store.deployments.endStep(id, endedByToken(step, clock.now()));
    if (token !== undefined) await taskTokens.succeed(token);
  } catch (error) {
    const { name, message } = error as Error;
    logger.log({
      level: "error",
      message: "machine not told of its approval",
      deploymentId: id,
      error: name,
      reason: message,
    });
  }
}

async function refuseOvertaken({ store }: CommandTools, { id, service: name, approval }: Deployment): Promise<void> {
  const service = await store.services.find(name);
  if (approval?.needed && service?.generation === approval.generation) return;
  throw new Rejected("conflict", `${name} was changed since deployment ${id} was asked for: ask for it again.`);
}

function refuse(refusal: Refusal | undefined): void {
  if (refusal) throw new Rejected(refusal.kind, refusal.reason);
}

function tooLate(id: string, approved: Approved | undefined): Rejected {
  const what = approved ? `was approved by ${approved.by} at this moment` : "is over, or being undone";
  return new Rejected("conflict", `Deployment ${id} ${what}.`);
}
