import type { Installation } from "../../../shared/config/installation.ts";
import { resourceNames } from "../../../shared/plan/names.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import type { Replayer } from "../../../shared/ports/replayer.ts";
import type { StopEvents } from "../../../shared/ports/stop-events.ts";
import { findLostStops } from "../../../shared/reactions/lost-stops.ts";
import type { Reaction } from "../../../shared/reactions/runner.ts";
import type { ServiceRecord } from "../../../shared/store/services.ts";
import type { Store } from "../../../shared/store/store.ts";

export interface LostStopTools {
  readonly store: Pick<Store, "incidents">;
  readonly clock: Clock;
  readonly installation: Pick<Installation, "name" | "cluster">;
  readonly stopEvents: StopEvents;
  readonly replayer: Replayer;
  /** The function that keeps stopped tasks as incidents. */
  readonly taskStateFunction: string;
}

/** ECS shows a stopped task for about an hour: what it shows was kept not much longer ago. */
const lookedBackMilliseconds = 2 * 3_600_000;
const mostIncidents = 300;

/**
 * Hands the function that keeps stopped tasks those of which it was never told: before ECS has forgotten them, and soon
 * enough to hold back what crashes.
 */
export async function handOverLostStops(
  { store, clock, installation, stopEvents, replayer, taskStateFunction }: LostStopTools,
  { name }: ServiceRecord,
): Promise<Reaction> {
  const now = clock.now();
  const stops = await stopEvents.list(installation.cluster, resourceNames(installation.name, name).service);
  if (stops.length === 0) return { did: "nothing", reason: "no task stopped lately" };
  const page = { since: now - lookedBackMilliseconds, limit: mostIncidents };
  const { incidents } = await store.incidents.list(name, page);
  const lost = findLostStops(stops, new Set(incidents.map(({ id }) => id)), now);
  await Promise.all(lost.map(({ event }) => replayer.replay(taskStateFunction, event)));
  if (lost.length === 0) return { did: "nothing", reason: "each stopped task is known" };
  return { did: "handed over", reason: `nobody was told of ${lost.map(({ taskId }) => taskId).join(", ")}` };
}
