import type { Table, Value } from "../ports/table.ts";
import { fromItem, toItem, ttl } from "./items.ts";
import { keys } from "./keys.ts";

/** What Fairway did about a service by itself, and why. Lines are only ever added. */
export interface Decision {
  /** Made of what was decided about, so that deciding it twice is one line: the event's id, the tick's time. */
  readonly id: string;
  readonly service: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly by: DecisionMaker;
  /** `scale 2 → 4`, `roll back to release 7`. */
  readonly what: string;
  readonly why: string;
  /** What was seen: numbers, ids, incidents. */
  readonly evidence?: Readonly<Record<string, Value>>;
}

export const decisionMakers = ["reaction", "scaler", "reconcile"] as const;

export type DecisionMaker = (typeof decisionMakers)[number];

const keptDays = 30;

export interface Decisions {
  /** Adds a line; one that is there stays as it is. */
  append(decision: Decision): Promise<void>;
  /** The newest first, none before `since`. */
  list(
    service: string,
    page?: { limit?: number; cursor?: string; since?: number },
  ): Promise<{ decisions: readonly Decision[]; cursor?: string }>;
}

export function createDecisions(table: Table): Decisions {
  return {
    async append(decision) {
      const { service, at, id } = decision;
      const item = { ...toItem(keys.decision(service, at, id), decision), ttl: ttl(at + keptDays * dayMilliseconds) };
      await table.put(item, [{ kind: "absent", attribute: "pk" }]);
    },
    async list(service, { since = 0, ...page } = {}) {
      const { items, cursor } = await table.query({ pk: keys.decisions(service), descending: true, ...page });
      const decisions = items.map((item) => fromItem<Decision>(item)).filter(({ at }) => at >= since);
      const isMore = cursor !== undefined && decisions.length === items.length;
      return { decisions, ...(isMore && { cursor }) };
    },
  };
}

const dayMilliseconds = 24 * 3_600_000;
