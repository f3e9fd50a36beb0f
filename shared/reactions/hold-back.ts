import { decisionItem } from "../announcements/items.ts";
import type { AnnouncementQueue } from "../ports/announcement-queue.ts";
import type { Clock } from "../ports/clock.ts";
import type { EventBus } from "../ports/event-bus.ts";
import type { Decision } from "../store/decisions.ts";
import type { Incident } from "../store/incidents.ts";
import type { BackOff, ServiceRecord } from "../store/services.ts";
import type { Store } from "../store/store.ts";
import { backOffPolicy, decideBackOff, decideLift, isOwnExit } from "./back-off.ts";
import { countRequested } from "./count.ts";

export interface HoldBackTools {
  readonly store: Pick<Store, "services" | "deployments" | "locks" | "incidents" | "decisions">;
  readonly bus: EventBus;
  readonly announcements: Pick<AnnouncementQueue, "add">;
  readonly clock: Clock;
}

/** So many incidents of the last minutes are read: three are enough to decide. */
const mostIncidents = 50;

async function recentIncidents({ store, clock }: HoldBackTools, service: string): Promise<readonly Incident[]> {
  return (await store.incidents.list(service, { since: windowStart(clock), limit: mostIncidents })).incidents;
}

function windowStart(clock: Clock): number {
  return clock.now() - backOffPolicy.windowMinutes * 60_000;
}

/**
 * Holds a service back where its tasks exit again and again; answers why, where it does. `incident` is the latest exit,
 * which need not be kept yet. Safe to run again for it: what failed after the service was held back is then done.
 */
export async function holdBack(
  tools: HoldBackTools,
  service: ServiceRecord,
  incident: Incident,
): Promise<string | undefined> {
  const { store, clock } = tools;
  if (!isOwnExit(incident) || incident.at < windowStart(clock)) return undefined;
  const before = await recentIncidents(tools, service.name);
  const incidents = [incident, ...before.filter(({ id }) => id !== incident.id)];
  if (incidents.filter(isOwnExit).length < backOffPolicy.exits) return undefined;
  const [latest, lock] = await Promise.all([
    service.deploymentId === undefined ? undefined : store.deployments.find(service.deploymentId),
    store.locks.findOn(service.name),
  ]);
  const decision = decideBackOff({ service, latest, lock, incidents, incident }, clock.now());
  if (decision.action === "nothing") return undefined;
  const { backOff } = decision;
  if (decision.action === "hold" && !(await store.services.setBackOff(service.name, backOff, service.backOff)))
    return undefined;
  const { count, why } = backOff;
  await carryOut(tools, service.name, "hold", backOff, `hold back to ${count} task${count === 1 ? "" : "s"}`, why);
  return why;
}

/** Gives services their count again, once they are quiet; of each that was held back it says what was done. */
export async function letGo(tools: HoldBackTools): Promise<readonly string[]> {
  const { store, clock } = tools;
  const told: string[] = [];
  for (const held of await store.services.listHeldBack()) {
    const { name } = held;
    const [service, incidents, lock] = await Promise.all([
      store.services.find(name),
      recentIncidents(tools, name),
      store.locks.findOn(name),
    ]);
    const decision = decideLift(service, { incidents, lock }, clock.now());
    if (decision.action === "wait") continue;
    if (decision.action === "lift") {
      const { backOff, reason } = decision;
      const isNew = backOff !== service?.backOff;
      if (isNew && !(await store.services.setBackOff(name, backOff, service?.backOff))) continue;
      await carryOut(tools, name, "lift", backOff, "give it its count again", reason);
      told.push(`${name} has its count again: ${reason}`);
    }
    await store.services.forgetHeldBack(held);
  }
  return told;
}

/** The line, the word to people, and the wish to the one writer of the count: each may be done twice. */
async function carryOut(
  { store, bus, announcements }: HoldBackTools,
  service: string,
  verb: "hold" | "lift",
  { level, count, since, until, liftedAt, cause }: BackOff,
  what: string,
  why: string,
): Promise<void> {
  const at = liftedAt ?? since;
  const evidence = { level, count, until: new Date(until).toISOString(), incident: cause };
  const id = `${verb}-${service}-${at}`;
  const decision: Decision = { id, service, at, by: "reaction", what, why, evidence };
  await store.decisions.append(decision);
  await announcements.add(decisionItem(decision));
  await bus.send({ detailType: countRequested, detail: { service } });
}
