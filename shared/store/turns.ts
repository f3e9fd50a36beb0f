import type { Table } from "../ports/table.ts";
import { keys } from "./keys.ts";

/**
 * Whose turn it is to change a count: UpdateService may be called five times a second in an account, deployments
 * included, and 50 times at once. All invocations of the scaler take their turns out of one bucket, which holds fewer
 * than that, so that deployments find some left.
 */
export interface Turns {
  /** How many of these changes may be made now. What can wait takes none of those that are kept for the urgent. */
  take(wanted: Wanted, now: number): Promise<Wanted>;
}

export interface Wanted {
  /** Services that need tasks. */
  readonly urgent: number;
  /** Services that have too many. */
  readonly other: number;
}

export interface Bucket {
  readonly left: number;
  /** When that was so. */
  readonly at: number;
}

const aSecond = 3;
const most = 30;
const keptForUrgent = 15;
/** Invocations that take turns at the same moment. */
const tries = 5;

/** What may be taken of a bucket now, and what is left. Pure. */
export function takeTurns(bucket: Bucket | undefined, wanted: Wanted, now: number): { taken: Wanted; bucket: Bucket } {
  const seconds = bucket ? Math.max(0, now - bucket.at) / 1000 : 0;
  const full = bucket ? Math.min(most, bucket.left + seconds * aSecond) : most;
  const urgent = Math.min(wanted.urgent, Math.floor(full));
  const other = Math.min(wanted.other, Math.max(0, Math.floor(full - urgent - keptForUrgent)));
  return { taken: { urgent, other }, bucket: { left: full - urgent - other, at: Math.max(now, bucket?.at ?? now) } };
}

export function createTurns(table: Table): Turns {
  return {
    async take(wanted, now) {
      if (wanted.urgent + wanted.other === 0) return wanted;
      for (let attempt = 0; attempt < tries; attempt++) {
        const item = await table.get(keys.turns);
        const { version = 0, ...bucket } = (item ?? {}) as Partial<Bucket> & { version?: number };
        const { taken, bucket: next } = takeTurns(item && (bucket as Bucket), wanted, now);
        const condition = item
          ? ({ kind: "equals", attribute: "version", value: version } as const)
          : ({ kind: "absent", attribute: "pk" } as const);
        const isOurs = await table.put({ ...keys.turns, ...next, version: version + 1 }, [condition]);
        if (isOurs) return taken;
      }
      // Others have them; whoever looks again in a moment may find some.
      return { urgent: 0, other: 0 };
    },
  };
}
