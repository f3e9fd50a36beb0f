import { decisionItem, endingItem } from "../announcements/items.ts";
import { Conflict, Refused, Transient } from "../errors/errors.ts";
import { translate } from "../errors/translate.ts";
import type { Plan } from "../plan/plan.ts";
import type { AnnouncementQueue } from "../ports/announcement-queue.ts";
import type { EventBus } from "../ports/event-bus.ts";
import type { Logger } from "../ports/logger.ts";
import { countRequested } from "../reactions/count.ts";
import type { StepInput } from "../steps/contract.ts";
import type { Decision } from "../store/decisions.ts";
import type { Deployment } from "../store/deployment.ts";
import { endedByToken } from "../store/deployments.ts";
import { decideEnding, type Ending } from "./decide.ts";
import { type KeepTools, keepFailure, keepRelease } from "./keep.ts";

export interface RecordTools extends KeepTools {
  readonly bus: EventBus;
  readonly announcements: Pick<AnnouncementQueue, "add">;
  readonly logger: Logger;
}

/** A deployment whose steps are over, with the plan that it had, and the error that ended it. */
export interface Over {
  readonly deployment: Deployment;
  readonly plan: Plan | undefined;
  readonly failure: StepInput["error"];
  /** Told right before the end is written. */
  settle(): Promise<void>;
}

/**
 * Writes down how a deployment ended, and gives the lease back.
 * A release is in the ledger before anyone is told that it succeeded; run twice, it writes the same.
 */
export async function recordEnd(tools: RecordTools, over: Over): Promise<void> {
  const { store } = tools;
  const { deployment, plan, failure, settle } = over;
  const { id, service: name, action } = deployment;
  if (deployment.phase === "ended") return recordAgain(tools, over);
  const ending = decideEnding(deployment, failure, plan);
  if (ending.status !== "SUCCEEDED") {
    await keepFailure(tools, deployment, plan, ending);
    await settle();
    await finish(tools, deployment, ending);
    await store.services.freeLease(name, id);
    return announce(tools, deployment);
  }
  // From here on it is not undone any more, whatever dies.
  if (!(await store.deployments.beginRecord(id)))
    throw new Conflict(`Deployment ${id} is being undone, so its success is not recorded.`);
  await endPassed(tools, deployment);
  if (action === "remove") {
    await store.services.remove(name, id);
    await settle();
    await finish(tools, deployment, ending);
    await endScaling(tools, name);
  } else {
    if (!plan) throw new Refused(`Deployment ${id} has no plan, and so no release to record.`);
    const url = await keepRelease(tools, deployment, plan);
    await settle();
    await finish(tools, deployment, ending, url);
    await store.services.freeLease(name, id);
    await requestCount(tools, deployment);
    await tellLeftSpot(tools, deployment, plan);
  }
  await announce(tools, deployment);
}

/**
 * The end is written last, so a try that comes after it has nothing to write: the next deployment may have its own line
 * in the ledger by now. What follows the end may be missing, and is harmless twice.
 */
async function recordAgain(tools: RecordTools, { deployment, plan, settle }: Over): Promise<void> {
  const { id, service: name, action, status } = deployment;
  await settle();
  await tools.store.services.freeLease(name, id);
  if (status === "SUCCEEDED") await (action === "deploy" ? requestCount(tools, deployment) : endScaling(tools, name));
  if (status === "SUCCEEDED") await tellLeftSpot(tools, deployment, plan);
  await announce(tools, deployment);
}

/**
 * The machine has come past every step. One that still seems to be at work was ended by its token, and whoever answered
 * with that died before writing it down.
 */
async function endPassed({ store, clock }: RecordTools, { id, steps }: Deployment): Promise<void> {
  const passed = steps.filter(({ kind, status }) => kind !== "record" && status === "RUNNING");
  await Promise.all(passed.map((step) => store.deployments.endStep(id, endedByToken(step, clock.now()))));
}

async function finish({ store, clock }: RecordTools, { id }: Deployment, ending: Ending, url?: string): Promise<void> {
  await store.deployments.finish(id, { ...ending, ...(url !== undefined && { url }), endedAt: clock.now() });
}

function wakeCount({ bus }: RecordTools, service: string): Promise<void> {
  return bus.send({ detailType: countRequested, detail: { service } });
}

/**
 * A redeployment leaves the count alone; a new one in the manifest is for the count's one writer to see to, and so is a
 * count that is to follow the load.
 */
async function requestCount(tools: RecordTools, { id, service, previous, origin }: Deployment): Promise<void> {
  const isScaled = async () => (await tools.store.deployments.spec(id))?.scaling !== undefined;
  if (previous || origin || (await isScaled())) await wakeCount(tools, service);
}

/** The line, and the word to people, that a deployment found no place on Spot and went on on demand. */
async function tellLeftSpot(
  { store, announcements }: RecordTools,
  { id, service }: Deployment,
  plan: Plan | undefined,
): Promise<void> {
  const { insteadOf } = plan?.resources.service ?? {};
  if (!insteadOf) return;
  const decision: Decision = {
    id: `spot-${id}`,
    service,
    at: insteadOf.at,
    by: "reaction",
    what: `run on demand for now, by deployment ${id}`,
    why: insteadOf.why,
    evidence: { deploymentId: id },
  };
  await store.decisions.append(decision);
  await announcements.add(decisionItem(decision));
}

/** The alarms of a scaled service are its scaler's, who removes them once the service is gone. */
async function endScaling(tools: RecordTools, service: string): Promise<void> {
  if (await tools.store.scaling.find(service)) await wakeCount(tools, service);
}

/** Once it has ended, whatever a try before this one did. That nobody can be told is no reason to fail it now. */
async function announce({ store, clock, announcements, logger }: RecordTools, { id }: Deployment): Promise<void> {
  const ended = await store.deployments.find(id);
  if (!ended) return;
  await announcements.add(endingItem(ended, ended.endedAt ?? clock.now())).catch((thrown: unknown) => {
    const error = translate(thrown);
    if (error instanceof Transient) throw error;
    logger.log({
      level: "error",
      message: "ending not announced",
      deploymentId: id,
      error: error.name,
      reason: error.message,
    });
  });
}
