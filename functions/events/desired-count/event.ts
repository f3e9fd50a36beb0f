import { readAlarmName } from "../../../shared/plan/alarm-names.ts";
import { requestArrived } from "../../../shared/reactions/count.ts";

/** Why the writer of the desired count is to look at a service. */
export interface Wake {
  readonly service: string;
  readonly by: "request" | "arrival" | "alarm" | "task" | "tick";
  /** The tick's number; of several that woke it at once, that of the tick among them. */
  readonly generation?: number;
  /** What brought it, where it came by the queue. */
  readonly message?: Message;
}

export interface Message {
  readonly id: string;
  /** None where it is replayed from the dead letters: the queue knows it no more. */
  readonly receiptHandle?: string;
  /** How often it has come, with this time. */
  readonly receives: number;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads whatever wakes the writer; an empty list is nothing of ours.
 *
 * `{"detail-type": "Fairway Count Requested", "detail": {"service": "orders"}}`, our own;
 * `{"detail-type": "Fairway Request Arrived", "detail": {"service": "orders"}}`, someone at the door of one that sleeps;
 * `{"Records": [{"messageId": "…", "receiptHandle": "…", "attributes": {"ApproximateReceiveCount": "1"}, "body": "…"}]}`,
 * from the queue, whose bodies are
 * `{"detail-type": "CloudWatch Alarm State Change", "detail": {"alarmName": "fairway-orders-cpu-above"}}`,
 * `{"detail-type": "ECS Task State Change", "detail": {"group": "service:orders", "lastStatus": "RUNNING"}}`, or
 * `{"service": "orders", "generation": 7}`, a tick; one without a generation is a request too.
 */
export function parseWakes(event: unknown, installation: string): readonly Wake[] {
  const { Records: records } = (event ?? {}) as Fields;
  if (!Array.isArray(records)) return parseEvent((event ?? {}) as Fields, installation);
  return records.flatMap((record: Fields) => {
    const message = parseMessage(record);
    if (!message) return [];
    const body = (readJson(record.body) ?? {}) as Fields;
    const wakes = body["detail-type"] === undefined ? parseTick(body) : parseEvent(body, installation);
    return wakes.map((wake) => ({ ...wake, message }));
  });
}

function parseMessage({ messageId: id, receiptHandle, attributes }: Fields): Message | undefined {
  if (typeof id !== "string") return undefined;
  const receives = Number(((attributes ?? {}) as Fields).ApproximateReceiveCount ?? 1);
  return { id, receives, ...(typeof receiptHandle === "string" && { receiptHandle }) };
}

function parseEvent({ detail, "detail-type": type }: Fields, installation: string): readonly Wake[] {
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

function parseTick({ service, generation }: Fields): readonly Wake[] {
  if (typeof service !== "string") return [];
  if (generation === undefined) return [{ service, by: "request" }];
  return typeof generation === "number" ? [{ service, by: "tick", generation }] : [];
}

/** What weighs most comes first. Of a service without tasks an alarm means that something has come, as an arrival does. */
const order: readonly Wake["by"][] = ["arrival", "request", "alarm", "task", "tick"];
const orderAtNothing: readonly Wake["by"][] = ["arrival", "alarm", "request", "task", "tick"];

/**
 * What one look at a service is to answer of all that woke it at once. Of its ticks only the one counts that `record`
 * waits for; where that one is among them nothing is on its way any more, whatever else came.
 */
export function weightiest(
  wakes: readonly [Wake, ...Wake[]],
  record: { readonly generation: number; readonly desired: number } | undefined,
): Wake {
  const isNext = ({ generation }: Wake): boolean => generation !== undefined && generation === record?.generation;
  const weights = record?.desired === 0 ? orderAtNothing : order;
  const [first] = wakes
    .filter((wake) => wake.by !== "tick" || isNext(wake))
    .toSorted((one, other) => weights.indexOf(one.by) - weights.indexOf(other.by));
  if (!first) return wakes[0];
  const { generation: _, ...kept } = first;
  return { ...kept, ...(record && wakes.some(isNext) && { generation: record.generation }) };
}

function readJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
