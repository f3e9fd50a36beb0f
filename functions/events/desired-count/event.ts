import { readAlarmName } from "../../../shared/plan/alarm-names.ts";
import { requestArrived } from "../../../shared/reactions/count.ts";

/** Why the writer of the desired count is to look at a service. */
export interface Wake {
  readonly service: string;
  readonly by: "request" | "arrival" | "alarm" | "task" | "tick";
  /** The tick's number. */
  readonly generation?: number;
  /** The id of the message that brought the tick. */
  readonly messageId?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads whatever wakes the writer; an empty list is nothing of ours.
 *
 * `{"detail-type": "Fairway Count Requested", "detail": {"service": "orders"}}`, our own;
 * `{"detail-type": "Fairway Request Arrived", "detail": {"service": "orders"}}`, someone at the door of one that sleeps;
 * `{"detail-type": "CloudWatch Alarm State Change", "detail": {"alarmName": "fairway-orders-cpu-above"}}`;
 * `{"detail-type": "ECS Task State Change", "detail": {"group": "service:orders", "lastStatus": "RUNNING"}}`;
 * `{"Records": [{"messageId": "…", "body": "{\\"service\\": \\"orders\\", \\"generation\\": 7}"}]}`, ticks from the queue; one without a
 * generation is a request too.
 */
export function parseWakes(event: unknown, installation: string): readonly Wake[] {
  const { Records: records, detail, "detail-type": type } = (event ?? {}) as Fields;
  if (Array.isArray(records)) return records.flatMap((record) => parseTick(record as Fields));
  const { service, alarmName, group } = (detail ?? {}) as Fields;
  if (type === "CloudWatch Alarm State Change") {
    const alarm = typeof alarmName === "string" ? readAlarmName(alarmName, installation) : undefined;
    return alarm ? [{ service: alarm.service, by: "alarm" }] : [];
  }
  if (type === "ECS Task State Change") {
    const name = /^service:(.+)$/.exec(typeof group === "string" ? group : "")?.[1];
    return name === undefined ? [] : [{ service: name, by: "task" }];
  }
  if (typeof service !== "string") return [];
  return [{ service, by: type === requestArrived ? "arrival" : "request" }];
}

function parseTick({ messageId, body }: Fields): Wake[] {
  const { service, generation } = (readJson(body) ?? {}) as Fields;
  if (typeof service !== "string" || typeof messageId !== "string") return [];
  if (generation === undefined) return [{ service, by: "request", messageId }];
  return typeof generation === "number" ? [{ service, by: "tick", generation, messageId }] : [];
}

function readJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
