import type { Caller } from "../../../shared/access/caller.ts";
import { decisionItem } from "../../../shared/announcements/items.ts";
import { drift } from "../../../shared/commands/drift.ts";
import type { PlanTools } from "../../../shared/commands/plan.ts";
import { Rejected } from "../../../shared/commands/rejection.ts";
import { repair } from "../../../shared/commands/serve-again.ts";
import { type CountTools, type DeployTools, newId } from "../../../shared/commands/tools.ts";
import { isCountOff } from "../../../shared/plan/drift.ts";
import type { Ticks } from "../../../shared/ports/ticks.ts";
import type { HoldBackTools } from "../../../shared/reactions/hold-back.ts";
import { noticeNoCapacity } from "../../../shared/reactions/notice-spot.ts";
import { decideRepair, type RepairDecision } from "../../../shared/reactions/repair.ts";
import type { Reaction } from "../../../shared/reactions/runner.ts";
import { isTimed } from "../../../shared/scaling/next-firing.ts";
import type { Deployment } from "../../../shared/store/deployment.ts";
import type { ServiceRecord } from "../../../shared/store/services.ts";

export type LookTools = DeployTools &
  CountTools &
  PlanTools &
  Pick<HoldBackTools, "announcements"> & { readonly ticks: Pick<Ticks, "send"> };

/** It gives commands as a person does, and may no more than an operator. */
const caller: Caller = { name: "reconcile", id: "reconcile", role: "operator", scope: "*", door: "reconcile" };

const nothing = (reason: string): Reaction => ({ did: "nothing", reason });

/**
 * Compares a service with what was deployed. What differs is repaired where its manifest says so, by the command that a
 * person would give; else it is noted, once, among the service's decisions. A count that is not the wanted one is left
 * to its one writer, who is woken: the event that was to wake it may have been lost.
 */
export async function lookAtService(tools: LookTools, service: ServiceRecord): Promise<Reaction> {
  const { store, ticks, clock } = tools;
  const { name, deploymentId } = service;
  if (service.status !== "ACTIVE" || service.release === undefined) return nothing(`it is ${service.status}`);
  const found = await drift(tools, caller, { service: name });
  if (found.status === "DEPLOYING") return nothing(`deployment ${found.deploymentId} is under way`);
  const [latest, lock] = await Promise.all([
    deploymentId === undefined ? undefined : store.deployments.find(deploymentId),
    store.locks.findOn(name),
  ]);
  const woken = isCountOff(found) || (await isScalerLost(tools, service));
  // By its queue: an event of ours may be lost again, and this is who finds what was.
  if (woken) await ticks.send({ service: name }, 0);
  if (found.unplaced !== undefined) await noticeNoCapacity(tools, service, found.unplaced);
  const bringer = found.runs && (await findBringer(tools, name, found.runs.taskDefinitionArn));
  const decision = decideRepair({ service, latest, bringer, lock, drift: found, now: clock.now() });
  if (decision.action === "repair") return repairIt(tools, service, decision);
  await note(tools, service, decision);
  return woken
    ? { did: "asked for the count", reason: "it is not the wanted one, or nobody looks at it" }
    : nothing(decision.reason);
}

/** So many releases back a call may be from that comes late. */
const releasesLookedThrough = 10;

/** The deployment that was to bring the revision; one of so long ago is not looked for. */
async function findBringer({ store }: LookTools, service: string, arn: string): Promise<Deployment | undefined> {
  const { releases } = await store.releases.list(service, { limit: releasesLookedThrough });
  const release = releases.find(({ taskDefinitionArn }) => taskDefinitionArn === arn);
  return release && store.deployments.find(release.deploymentId);
}

/** So much later than due a tick of the scaler is lost. */
const lostMilliseconds = 120_000;

/** A service with scaling that should be looked at by itself, and is not: a tick or the first wake was lost. */
async function isScalerLost({ store, clock }: LookTools, { name, spec }: ServiceRecord): Promise<boolean> {
  if (!spec?.scaling) return false;
  const record = await store.scaling.find(name);
  if (!record) return true;
  const { awake, tickAt } = record;
  return tickAt === undefined ? awake || isTimed(spec.scaling) : tickAt < clock.now() - lostMilliseconds;
}

async function repairIt(tools: LookTools, service: ServiceRecord, { reason }: RepairDecision): Promise<Reaction> {
  try {
    const { deploymentId } = await repair(tools, caller, { service: service.name, reason });
    await decided(tools, service, `repair by deployment ${deploymentId}`, reason);
    if (service.drift) await tools.store.services.update(service.name, { drift: undefined });
    return { did: "repairs", reason };
  } catch (error) {
    // Someone was quicker: a deployment has begun since, or a lock.
    if (error instanceof Rejected) return nothing(error.message);
    throw error;
  }
}

/** What stands as it stood before is told once. */
async function note(tools: LookTools, service: ServiceRecord, { action, reason }: RepairDecision): Promise<void> {
  const { store, clock } = tools;
  if (action !== "report") {
    if (service.drift) await store.services.update(service.name, { drift: undefined });
    return;
  }
  if (service.drift?.reason === reason) return;
  await decided(tools, service, "report drift", reason);
  await store.services.update(service.name, { drift: { since: service.drift?.since ?? clock.now(), reason } });
}

async function decided(tools: LookTools, { name }: ServiceRecord, what: string, why: string): Promise<void> {
  const at = tools.clock.now();
  const decision = { id: newId("c", tools), service: name, at, by: "reconcile", what, why } as const;
  await tools.store.decisions.append(decision);
  await tools.announcements.add(decisionItem(decision));
}
