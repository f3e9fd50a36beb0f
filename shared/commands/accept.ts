import type { Caller } from "../access/caller.ts";
import type { ServiceSpec } from "../model/service-spec.ts";
import { markPush } from "../reactions/push.ts";
import { acceptanceTimeoutSeconds, deploymentTimeoutSeconds } from "../steps/limits.ts";
import { type Deployment, hasEnded } from "../store/deployment.ts";
import { idempotencyHours } from "../store/idempotency.ts";
import type { ServiceChanges, ServiceRecord } from "../store/services.ts";
import { refuseWhileLocked } from "./locks.ts";
import { Rejected } from "./rejection.ts";
import { type DeployTools, newId } from "./tools.ts";

type NewDeployment = Omit<Deployment, "steps">;

/** The record of a deployment that is about to be accepted. */
export function newDeployment(
  tools: DeployTools,
  caller: Caller,
  what: Pick<Deployment, "service" | "action" | "push"> & { specDigest?: string; reason?: string },
): NewDeployment {
  const now = tools.clock.now();
  return {
    id: newId("d", tools),
    ...what,
    status: "ACCEPTED",
    phase: "apply",
    actor: caller.name,
    actorId: caller.id,
    ...(caller.person !== undefined && { actorPerson: caller.person }),
    door: caller.door,
    ...(caller.request !== undefined && { request: caller.request }),
    createdAt: now,
    deadline: now + deploymentTimeoutSeconds * 1000,
  };
}

/**
 * The deployment that this very request has begun, if whoever was at work on it died before it could answer: to do the
 * same again would go back twice. Nothing where it came to no deployment that works, or is forgotten by now.
 */
export async function findBegun(
  { store, clock }: Pick<DeployTools, "store" | "clock">,
  { request }: Caller,
  { deploymentId }: Pick<ServiceRecord, "deploymentId">,
): Promise<{ deploymentId: string } | undefined> {
  if (request === undefined || deploymentId === undefined) return undefined;
  const latest = await store.deployments.find(deploymentId);
  if (latest?.request !== request || latest.createdAt + idempotencyHours * 3600_000 < clock.now()) return undefined;
  const works = latest.executionArn !== undefined || latest.steps.length > 0;
  return works ? { deploymentId } : undefined;
}

/**
 * What is under way of the service, the latest first: its latest deployment, and the one that has its lease. These are
 * two where the latest waits for the other, and where the latest has come to nothing since.
 */
export async function findUnderWay(
  tools: Pick<DeployTools, "store" | "clock">,
  { deploymentId, lease }: Pick<ServiceRecord, "deploymentId" | "lease">,
): Promise<readonly Deployment[]> {
  const ids = new Set([deploymentId, lease?.deploymentId].filter((id) => id !== undefined));
  const found = await Promise.all([...ids].map((id) => tools.store.deployments.find(id)));
  return found.flatMap((one) => (one && isUnderWay(one, tools.clock.now()) ? [one] : []));
}

/**
 * Where its machine died, the reconcile tick ends a deployment; where it was never started, that is for the tick too,
 * and nobody has to wait for it.
 */
function isUnderWay({ status, executionArn, createdAt }: Deployment, now: number): boolean {
  const wasNeverStarted = status === "ACCEPTED" && executionArn === undefined;
  return !hasEnded(status) && !(wasNeverStarted && now > createdAt + acceptanceTimeoutSeconds * 1000);
}

/** The deployment of the service that is in the way of another one, if there is one. */
export async function findInProgress(
  tools: Pick<DeployTools, "store" | "clock">,
  service: Pick<ServiceRecord, "deploymentId" | "lease">,
): Promise<Deployment | undefined> {
  const [first] = await findUnderWay(tools, service);
  return first;
}

/** Refuses while another deployment of the service is under way, and names it; `aside` are those that will give way. */
export async function refuseWhileInProgress(
  tools: DeployTools,
  service: ServiceRecord,
  aside: readonly Deployment[] = [],
): Promise<void> {
  const underWay = await findUnderWay(tools, service);
  const latest = underWay.find((one) => !aside.some(({ id }) => id === one.id));
  if (!latest) return;
  throw new Rejected(
    "conflict",
    `Deployment ${latest.id} of ${service.name}, which ${latest.actor} began, is ${latest.status}: wait for its end (GET /v1/deployments/${latest.id}?wait=25), or cancel it (POST /v1/deployments/${latest.id}/cancel).`,
    { deploymentId: latest.id },
  );
}

/**
 * Accepts a deployment, unless its service is locked: keeps it, makes it the service's latest, and starts its machine. `existing` is the service as
 * it was when nothing stood in the way; of two that are accepted at the same moment one wins.
 *
 * The deployment is kept before the service points to it, so that whoever finds it there finds it accepted. Where we
 * die before its machine is started, the reconcile tick finds a deployment without an execution, and ends it.
 */
export async function accept(
  tools: DeployTools,
  caller: Caller,
  deployment: NewDeployment,
  { existing, spec }: { existing?: ServiceRecord; spec?: ServiceSpec },
): Promise<void> {
  const { deployments } = tools.store;
  await refuseWhileLocked(tools, deployment.service);
  if (!(await deployments.create(deployment, spec))) throw new Error(`The id ${deployment.id} was drawn twice.`);
  if (!(await claim(tools, caller, deployment, existing))) {
    await deployments.discard(deployment.id, tools.clock.now());
    throw new Rejected(
      "conflict",
      `Another deployment of ${deployment.service} was accepted at the same moment: look at GET /v1/services/${deployment.service}, and try again.`,
    );
  }
  await launch(tools, deployment, existing);
}

/**
 * Makes the deployment the service's latest. Where it is that already, the answer to the write was lost, and the SDK
 * wrote again.
 */
async function claim(
  tools: DeployTools,
  caller: Caller,
  deployment: NewDeployment,
  existing: ServiceRecord | undefined,
): Promise<boolean> {
  if (await writeClaim(tools, caller, deployment, existing)) return true;
  return (await tools.store.services.find(deployment.service))?.deploymentId === deployment.id;
}

/** The service's generation is compared and raised in one write, so that of two one wins. */
async function writeClaim(
  { store: { services } }: DeployTools,
  caller: Caller,
  deployment: NewDeployment,
  existing: ServiceRecord | undefined,
): Promise<boolean> {
  const { id, action, service: name, createdAt } = deployment;
  const claimed = { deploymentId: id, updatedAt: createdAt, ...(action === "deploy" && begun(deployment, existing)) };
  if (!existing) {
    const first = {
      name,
      status: "CREATING",
      generation: nextGeneration(existing),
      createdAt,
      createdBy: caller.name,
    } as const;
    return services.create({ ...first, ...claimed });
  }
  const again = action === "deploy" && existing.status !== "ACTIVE" ? ({ status: "CREATING" } as const) : {};
  const { generation } = existing;
  return services.update(name, { ...claimed, ...again, generation: nextGeneration(existing) }, { generation });
}

/** The generation of a service once another deployment of it is accepted. */
export function nextGeneration(existing: ServiceRecord | undefined): number {
  return (existing?.generation ?? 0) + 1;
}

/** What holds for later reactions once the deployment has begun, whatever comes of it. */
function begun({ push, origin, createdAt }: NewDeployment, existing: ServiceRecord | undefined): ServiceChanges {
  if (push) return { pushes: markPush(existing?.pushes, push) };
  if (origin?.command === "restart") return { restartedAt: createdAt };
  return origin === undefined || origin.command === "rollback" ? { imageChosenAt: createdAt } : {};
}

/**
 * Starts the machine. Where that fails, the deployment is written down as failed, so that nothing is left waiting; unless
 * it was started all the same and only the answer was lost, as its first step tells.
 */
async function launch(
  tools: DeployTools,
  deployment: NewDeployment,
  existing: ServiceRecord | undefined,
): Promise<void> {
  const { store, executions, logger } = tools;
  const { id, action, approval } = deployment;
  let executionArn: string;
  try {
    executionArn = await executions.start(action, id, approval?.needed ? { approval: "needed" } : {});
  } catch (error) {
    if (await failUnbegun(tools, deployment, existing, error as Error)) throw error;
    return;
  }
  // It runs, and its first step will say so, whether or not this is written down.
  await store.deployments.setExecution(id, executionArn).catch((error: Error) => {
    logger.log({ level: "error", message: "execution not kept", deploymentId: id, error: error.name });
  });
}

/**
 * Ends a deployment whose machine did not start. Answers false where it is at work. One write decides: a machine that
 * starts after it, since the request came late, finds the deployment over and does nothing.
 */
async function failUnbegun(
  { store, clock }: DeployTools,
  { id, service: name }: NewDeployment,
  existing: ServiceRecord | undefined,
  error: Error,
): Promise<boolean> {
  const message = `The state machine could not be started, and nothing was changed: ${error.message}`;
  const endedAt = clock.now();
  const end = { status: "FAILED_CLEAN", endedAt, error: { name: error.name, message } } as const;
  // Where that cannot be written either, the reconcile tick finds out what became of it.
  const isOver = await store.deployments.finishUnbegun(id, end).catch(() => undefined);
  if (isOver) {
    const changes = { status: existing?.status ?? ("FAILED" as const), updatedAt: endedAt };
    await store.services.update(name, changes, { generation: nextGeneration(existing) }).catch(() => undefined);
  }
  return isOver !== false;
}
