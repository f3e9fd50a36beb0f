import { isWished } from "../incidents/cause.ts";
import { classifyStop } from "../incidents/classify-stop.ts";
import { taskIncidentId } from "../incidents/task-incident.ts";
import type { StopEvent } from "../ports/stop-events.ts";

/** An event that has not come by then is taken for lost. */
const lateSeconds = 120;

/**
 * So many of a service in one look, the newest first: by those it is decided whether what crashes is held back. Once it
 * is, the others have their turn; ECS shows a task for an hour.
 */
const mostAtOnce = 40;

/**
 * The stopped tasks that should be incidents and are not, the newest first: nobody was told of them. `kept` are the
 * incidents' ids. Whoever is told twice keeps it once.
 */
export function findLostStops(
  stops: readonly StopEvent[],
  kept: ReadonlySet<string>,
  now: number,
): readonly StopEvent[] {
  return stops
    .filter(({ taskId, stoppedAt }) => stoppedAt < now - lateSeconds * 1000 && !kept.has(taskIncidentId(taskId)))
    .filter((stop) => !isWished(classifyStop(stop).cause))
    .toSorted((one, other) => other.stoppedAt - one.stoppedAt)
    .slice(0, mostAtOnce);
}
