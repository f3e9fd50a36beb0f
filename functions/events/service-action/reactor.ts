import { incidentItem } from "../../../shared/announcements/items.ts";
import { classifyStop } from "../../../shared/incidents/classify-stop.ts";
import { placementIncident, placementIncidentId } from "../../../shared/incidents/placement-incident.ts";
import { resourceNames } from "../../../shared/plan/names.ts";
import type { AnnouncementQueue } from "../../../shared/ports/announcement-queue.ts";
import type { Services } from "../../../shared/ports/services.ts";
import { noticeNoCapacity } from "../../../shared/reactions/notice-spot.ts";
import { createEventHandler, type EventHandler, type ReactorTools } from "../../../shared/reactions/runner.ts";
import type { Store } from "../../../shared/store/store.ts";
import { parseTaskUnplaced } from "./event.ts";

export interface ServiceActionOptions extends ReactorTools {
  readonly store: Pick<Store, "incidents" | "services" | "wishes">;
  readonly services: Pick<Services, "find">;
  readonly announcements: Pick<AnnouncementQueue, "add">;
  readonly installation: { readonly name: string; readonly cluster: string };
  /** For how many days an incident is kept. */
  readonly incidentDays: number;
}

/**
 * Keeps as an incident, once an hour, that ECS finds no place for a task: there is no task then of which anything could
 * be told. Where Spot has no capacity, that is noted for the tick which moves services away from it. The event is no more
 * than a sign to look: it has no version, ECS sends it at each try, and by the time it comes there may be room again.
 */
export function createServiceActionHandler({
  store,
  services,
  announcements,
  installation,
  incidentDays,
  ...tools
}: ServiceActionOptions): EventHandler {
  const nothing = (reason: string) => ({ did: "nothing", reason });

  return createEventHandler({ ...tools, name: "event-service-action", parse: parseTaskUnplaced }, async (event) => {
    const { service: name } = event;
    const record = await store.services.find(name);
    if (!record) return nothing(`there is no service ${name} here`);
    const actual = await services.find(installation.cluster, resourceNames(installation.name, name).service);
    if (actual?.status !== "ACTIVE") return nothing(`ECS shows ${name} ${actual?.status ?? "not at all"}`);
    const { desiredCount, runningCount, pendingCount, unplaced } = actual;
    if (runningCount + pendingCount >= desiredCount) return nothing(`${name} has found a place for its tasks since`);
    const reason = unplaced?.reason ?? `could not place a task (${event.reason})`;
    const stop = classifyStop({ stoppedReason: reason, containers: [] });
    if (stop.cause === "no-capacity") await noticeNoCapacity({ store, clock: tools.clock }, record, reason);
    const expiresAt = event.at + incidentDays * 24 * 3_600_000;
    if (expiresAt <= tools.clock.now()) return nothing("it was too long ago to be kept");
    const id = placementIncidentId(name, event.at);
    const at = await store.incidents.settleTime(id, event.at, expiresAt);
    if (await store.incidents.find(name, at, id)) return nothing(`that ${name} finds no place is kept already`);
    const incident = placementIncident({ id, service: name, at, reason, runningCount, desiredCount }, stop, expiresAt);
    // Kept last: what is kept has been announced.
    await announcements.add(incidentItem(incident));
    await store.incidents.keep(incident);
    return { did: "kept", reason: `${name}: ${incident.summary}` };
  });
}
