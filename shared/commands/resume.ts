import type { Over } from "../endings/record.ts";
import type { Clock } from "../ports/clock.ts";
import type { Executions } from "../ports/executions.ts";
import { decideResumption } from "../reactions/resumption.ts";
import type { Reaction } from "../reactions/runner.ts";
import { onFailureOf } from "../steps/on-failure.ts";
import type { Deployment } from "../store/deployment.ts";
import type { Store } from "../store/store.ts";

export interface ResumeTools {
  readonly store: Store;
  readonly executions: Executions;
  readonly clock: Clock;
  /** Writes down an end, where whoever resumes may do that itself. */
  readonly record?: (over: Pick<Over, "deployment" | "plan" | "failure">) => Promise<void>;
}

/**
 * Lets a deployment go on whose execution died; does nothing about any other. Whoever finds one calls this, as often
 * as they like: the resumption is claimed by a conditional write, and its execution is named after it.
 */
export async function resume(tools: ResumeTools, deployment: Deployment): Promise<Reaction> {
  const { store, executions, clock } = tools;
  const { id: deploymentId, action: machine, resumptions: number = 0 } = deployment;
  const execution = await executions.find({ machine, deploymentId, number });
  const latest = execution ? deploymentId : (await store.services.find(deployment.service))?.deploymentId;
  const plan = await store.deployments.plan(deploymentId);
  const onFailure = plan && onFailureOf(deployment, plan);
  const decision = decideResumption(deployment, execution, clock.now(), latest === deploymentId, onFailure);
  if (decision.action === "nothing") return { did: "nothing", reason: decision.reason };
  if (decision.action === "stop") {
    await executions.stop({ machine, deploymentId, number }, { error: "Overrun", cause: decision.reason });
    return { did: "stopped", reason: decision.reason };
  }
  if (decision.action === "end") {
    const error = { name: "Interrupted", message: decision.reason };
    await store.deployments.finish(deploymentId, { status: "FAILED_CLEAN", endedAt: clock.now(), error });
    return { did: "ended", reason: decision.reason };
  }
  if (decision.action === "record") {
    if (!tools.record) return { did: "nothing", reason: "its end waits to be written down by the reconcile tick" };
    await tools.record({ deployment, plan, failure: decision.failure });
    return { did: "recorded its end", reason: decision.reason };
  }
  const { resumption, isClaimed, reason } = decision;
  if (!isClaimed && !(await store.deployments.resume(deployment, resumption)))
    return { did: "nothing", reason: "someone else resumes it, or it went on" };
  const executionArn = await executions.start(machine, deploymentId, { resumption });
  await store.deployments.setExecution(deploymentId, executionArn);
  return { did: `resumed from ${resumption.from}`, reason };
}
