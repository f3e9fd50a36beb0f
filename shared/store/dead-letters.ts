import type { Table } from "../ports/table.ts";
import { fromItem, toItem, ttl } from "./items.ts";
import { keys } from "./keys.ts";

/** What a function could not be given, or failed to do however often it was tried. Times are milliseconds. */
export interface DeadLetter {
  /** Begins with the time, so that ids sort by it. */
  readonly id: string;
  readonly at: number;
  /** Who gave it up: EventBridge could not hand it over, Lambda tried in vain, a queue's reader did. */
  readonly from: "rule" | "function" | "queue";
  /** The rule that matched the event, or the queue that held the message. */
  readonly source?: string;
  /** The name of the function that it was for. */
  readonly function?: string;
  readonly error: string;
  readonly message?: string;
  readonly attempts?: number;
  /** What the function was, or was to be, invoked with: JSON. */
  readonly event: string;
  /** The event was too long to be kept whole, and cannot be replayed. */
  readonly isCut?: boolean;
  readonly replays?: number;
  readonly replayedAt?: number;
  readonly replayedBy?: string;
}

const keptDays = 30;

export interface DeadLetters {
  /** Keeps a letter, once; one that is there stays as it is. */
  keep(letter: DeadLetter): Promise<void>;
  find(id: string): Promise<DeadLetter | undefined>;
  /** The newest first. */
  list(page?: { limit?: number; cursor?: string }): Promise<{ deadLetters: readonly DeadLetter[]; cursor?: string }>;
  /** Notes that it was handed to its function again; answers how it stands then, or `undefined` where it is gone. */
  markReplayed(letter: DeadLetter, by: string, at: number): Promise<DeadLetter | undefined>;
}

export function createDeadLetters(table: Table): DeadLetters {
  return {
    async keep(letter) {
      const item = { ...toItem(keys.deadLetter(letter.id), letter), ttl: ttl(letter.at + keptDays * 86_400_000) };
      await table.put(item, [{ kind: "absent", attribute: "pk" }]);
    },
    async find(id) {
      const item = await table.get(keys.deadLetter(id));
      return item && fromItem<DeadLetter>(item);
    },
    async list(page = {}) {
      const { items, cursor } = await table.query({ pk: keys.deadLetters, descending: true, ...page });
      return { deadLetters: items.map((item) => fromItem<DeadLetter>(item)), ...(cursor && { cursor }) };
    },
    async markReplayed({ id, replays = 0 }, by, at) {
      const changes = { replays: replays + 1, replayedBy: by, replayedAt: at };
      const item = await table.update(keys.deadLetter(id), changes, [{ kind: "present", attribute: "pk" }]);
      return item && fromItem<DeadLetter>(item);
    },
  };
}
