import type { Caller } from "../access/caller.ts";
import type { ServiceSpec } from "../model/service-spec.ts";
import { deploymentTimeoutSeconds } from "../steps/limits.ts";
import type { Deployment } from "../store/deployment.ts";
import type { ServiceRecord } from "../store/services.ts";
import { isInProgress } from "./in-progress.ts";
import { Rejected } from "./rejection.ts";
import { type CommandTools, newId } from "./tools.ts";

type NewDeployment = Omit<Deployment, "steps">;

/** The record of a deployment that is about to be accepted. */
export function newDeployment(
  tools: CommandTools,
  caller: Caller,
  what: Pick<Deployment, "service" | "action"> & { specDigest?: string; reason?: string },
): NewDeployment {
  const now = tools.clock.now();
  return {
    id: newId("d", tools),
    ...what,
    status: "ACCEPTED",
    phase: "apply",
    actor: caller.name,
    door: caller.door,
    createdAt: now,
    deadline: now + deploymentTimeoutSeconds * 1000,
  };
}

/** Refuses while another deployment of the service is under way, and names it. */
export async function refuseWhileInProgress(tools: CommandTools, service: ServiceRecord): Promise<void> {
  const latest = service.deploymentId ? await tools.store.deployments.find(service.deploymentId) : undefined;
  if (!isInProgress(latest, tools.clock.now())) return;
  throw new Rejected(
    "conflict",
    `Deployment ${latest.id} of ${service.name}, which ${latest.actor} began, is ${latest.status}: wait for its end (GET /v1/deployments/${latest.id}?wait=25).`,
    { deploymentId: latest.id },
  );
}

/**
 * Makes the deployment the service's latest. Of two that are accepted at the same moment one wins: the service's
 * generation is compared and raised in one write.
 */
export async function claim(
  tools: CommandTools,
  existing: ServiceRecord | undefined,
  created: ServiceRecord | undefined,
  deployment: NewDeployment,
): Promise<void> {
  const { services } = tools.store;
  const won = existing
    ? await services.update(
        existing.name,
        {
          deploymentId: deployment.id,
          generation: existing.generation + 1,
          updatedAt: deployment.createdAt,
          ...(deployment.action === "remove" && { status: "REMOVING" as const }),
        },
        { generation: existing.generation },
      )
    : created !== undefined && (await services.create(created));
  if (won) return;
  throw new Rejected(
    "conflict",
    `Another deployment of ${deployment.service} was accepted at the same moment: look at it, and try again.`,
  );
}

/**
 * Keeps the deployment and starts its machine. Where that fails, the deployment is written down as failed, so that
 * nothing is left waiting; where we die in between, `isInProgress` lets the next command pass after a minute.
 */
export async function launch(tools: CommandTools, deployment: NewDeployment, spec?: ServiceSpec): Promise<void> {
  const { deployments } = tools.store;
  await deployments.create(deployment, spec);
  try {
    const machine = deployment.action === "remove" ? "remove" : "deploy";
    await deployments.setExecution(deployment.id, await tools.executions.start(machine, deployment.id));
  } catch (error) {
    const message = `The state machine could not be started, and nothing was changed: ${(error as Error).message}`;
    await deployments.finish(deployment.id, {
      status: "FAILED_CLEAN",
      endedAt: tools.clock.now(),
      error: { name: (error as Error).name, message },
    });
    throw error;
  }
}
