import type { Permission, ServiceKind } from "./contract.ts";

/** One call that reached the edge. */
export interface CallRecord {
  /** When it arrived: milliseconds since the epoch, on the world's clock. */
  readonly time: number;
  /** How long the answer took, in milliseconds of the world's clock. */
  readonly duration: number;
  readonly requestId: string;
  readonly service: ServiceKind;
  readonly operation: string;
  /** The caller's ARN. */
  readonly principal: string;
  /** HTTP status of the answer; 0 when the answer was dropped. */
  readonly status: number;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  /** What the call asked IAM for. */
  readonly permissions: readonly Permission[];
}

/** What was called, oldest first. It keeps the last `limit` calls. */
export interface CallLog {
  record(entry: CallRecord): void;
  entries(): readonly CallRecord[];
  /** Calls back at each call from now on. Returns the way to stop. */
  onCall(listener: (entry: CallRecord) => void): () => void;
}

export function createCallLog(limit = 20_000): CallLog {
  const entries: CallRecord[] = [];
  const listeners = new Set<(entry: CallRecord) => void>();
  return {
    record(entry) {
      entries.push(entry);
      if (entries.length >= limit * 2) entries.splice(0, entries.length - limit);
      for (const listener of listeners) listener(entry);
    },
    entries: () => entries.slice(-limit),
    onCall(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** One line of the log that a person reads: `12:00:01.250 ecs:CreateService 200 42 ms role/fairway-service`. */
export function formatCall(entry: CallRecord): string {
  const time = new Date(entry.time).toISOString().slice(11, 23);
  const outcome = entry.errorCode ? `${entry.status} ${entry.errorCode}` : String(entry.status || "dropped");
  const caller = entry.principal.replace(/^arn:aws:[a-z]+::\d+:/, "");
  return `${time} ${entry.service}:${entry.operation} ${outcome} ${entry.duration} ms ${caller}`;
}
