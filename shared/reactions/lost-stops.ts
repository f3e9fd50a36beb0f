import { isWished } from "../incidents/cause.ts";
import { classifyStop } from "../incidents/classify-stop.ts";
import { taskIncidentId } from "../incidents/task-incident.ts";
import type { StopEvent } from "../ports/stop-events.ts";

/** An event that has not come by then is taken for lost. */
const lateSeconds = 120;

/** So many of a service in one look: the rest is the next one's, and ECS remembers a task for an hour. */
const mostAtOnce = 10;

/**
 * The stopped tasks that should be incidents and are not, the oldest first: nobody was told of them. `kept` are the
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
    .toSorted((one, other) => one.stoppedAt - other.stoppedAt)
    .slice(0, mostAtOnce);
}
