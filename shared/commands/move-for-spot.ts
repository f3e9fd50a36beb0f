import type { Caller } from "../access/caller.ts";
import { decisionItem } from "../announcements/items.ts";
import type { Installation } from "../config/installation.ts";
import { resourceNames } from "../plan/names.ts";
import type { AnnouncementQueue } from "../ports/announcement-queue.ts";
import type { Services } from "../ports/services.ts";
import type { Reaction } from "../reactions/runner.ts";
import { countMove, decideSpot, type SpotFacts } from "../reactions/spot.ts";
import { claim } from "../steps/resource.ts";
import type { Decision } from "../store/decisions.ts";
import type { SpotWish } from "../store/wishes.ts";
import { findInProgress } from "./accept.ts";
import { Rejected } from "./rejection.ts";
import { fallBack, returnToSpot } from "./serve-again.ts";
import type { DeployTools } from "./tools.ts";

export interface SpotTools extends DeployTools {
  readonly services: Pick<Services, "find">;
  readonly announcements: Pick<AnnouncementQueue, "add">;
  readonly installation: Pick<Installation, "name" | "cluster">;
}

/** It gives two commands, which an operator may give. */
const caller: Caller = { name: "spot", id: "spot", role: "operator", scope: "*", door: "events" };

/** Where someone was quicker. */
const againSeconds = 60;

/** Runs a service on demand while Spot has no capacity for it, tries to return, or leaves the wish for the next minute. */
export async function moveForSpot(tools: SpotTools, wish: SpotWish): Promise<Reaction> {
  const { store, clock } = tools;
  const now = clock.now();
  const nothing = (reason: string): Reaction => ({ did: "nothing", reason });
  // A return may be a day away: until then the minutes cost nothing.
  if (now < wish.notBefore) return nothing("it is not time yet");
  const { action, reason } = decideSpot(wish, await gather(tools, wish.service));
  if (action === "keep") return nothing(reason);
  if (action === "nothing") {
    await store.wishes.remove(wish);
    return { did: "forgot", reason };
  }
  // Counted before it begins: one that is not counted would be one too many.
  if (!(await store.wishes.put(countMove(wish, now), wish))) return nothing("someone else moves it");
  try {
    const move = action === "fall-back" ? fallBack : returnToSpot;
    const { deploymentId } = await move(tools, caller, { service: wish.service, reason });
    await tell(tools, wish.service, { action, reason, deploymentId });
    return { did: action === "fall-back" ? "falls back" : "returns", reason };
  } catch (error) {
    if (!(error instanceof Rejected && error.kind === "conflict")) throw error;
    const notBefore = now + againSeconds * 1000;
    await store.wishes.put({ ...wish, notBefore }, { ...wish, revision: wish.revision + 1 });
    return nothing(error.message);
  }
}

async function gather({ store, clock, services, installation }: SpotTools, name: string): Promise<SpotFacts> {
  const service = await store.services.find(name);
  const [latest, underWay, lock, found] = await Promise.all([
    service?.deploymentId === undefined ? undefined : store.deployments.find(service.deploymentId),
    service && findInProgress({ store, clock }, service),
    store.locks.findOn(name),
    services.find(installation.cluster, resourceNames(installation.name, name).service),
  ]);
  const actual = claim<NonNullable<SpotFacts["actual"]>>(found, { installation: installation.name, service: name });
  return { service, latest, underWay, lock, actual, now: clock.now() };
}

/** The line, and the word to people. */
async function tell(
  { store, clock, announcements }: SpotTools,
  service: string,
  { action, reason, deploymentId }: { action: "fall-back" | "return"; reason: string; deploymentId: string },
): Promise<void> {
  const what =
    action === "fall-back"
      ? `run on demand for now, by deployment ${deploymentId}`
      : `return to Spot, by deployment ${deploymentId}`;
  const id = `spot-${deploymentId}`;
  const decision: Decision = {
    id,
    service,
    at: clock.now(),
    by: "reaction",
    what,
    why: reason,
    evidence: { deploymentId },
  };
  await store.decisions.append(decision);
  await announcements.add(decisionItem(decision));
}
