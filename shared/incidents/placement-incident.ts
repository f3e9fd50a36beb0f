import type { Incident } from "../store/incidents.ts";
import type { StopClass } from "./classify-stop.ts";

/** That ECS finds no place for tasks of a service. */
export interface PlacementFailed {
  readonly id: string;
  readonly service: string;
  readonly at: number;
  /** What ECS says of itself: `was unable to place a task. Reason: …`. */
  readonly reason: string;
  readonly runningCount: number;
  readonly desiredCount: number;
}

/** ECS tries again and again, and tells each time: what it tells of a service within an hour is one incident. */
export function placementIncidentId(service: string, at: number): string {
  return `placement-${service}-${new Date(at).toISOString().slice(0, 13)}`;
}

export function placementIncident(failed: PlacementFailed, stop: StopClass, expiresAt: number): Incident {
  const { id, service, at, reason, runningCount, desiredCount } = failed;
  return {
    id,
    kind: "placement",
    service,
    at,
    cause: stop.cause,
    confidence: stop.confidence,
    summary: `${runningCount} of ${desiredCount} tasks run: ECS ${reason}`,
    advice: stop.advice,
    stoppedReason: reason,
    version: 1,
    expiresAt,
  };
}
