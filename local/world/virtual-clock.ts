import type { Clock, Timer } from "./clock.ts";

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly action: () => void;
  cancelled: boolean;
}

/** A clock that stands still until it is told to go on, so that a test of fifteen minutes takes a millisecond. */
export interface VirtualClock extends Clock {
  /**
   * Goes on for `duration` milliseconds, running what falls due in order. After each entry it waits until the
   * work which that entry began has finished or is waiting on this clock again.
   */
  advance(duration: number): Promise<void>;
  /** Goes on until `done()` holds. Throws when nothing is scheduled any more or `limit` milliseconds have passed. */
  advanceUntil(done: () => boolean, limit?: number): Promise<void>;
  /** How many entries are waiting. */
  pending(): number;
}

/**
 * How many turns to wait where nothing is scheduled at all and something is awaited: what a client loads or reads at its
 * first call takes some, and until it has, there is nothing that another order could change.
 */
const patientTurns = 5_000;

export interface VirtualClockOptions {
  /** Where it stands, in milliseconds since the epoch: the beginning of 2026, unless told. */
  readonly start?: number;
  /**
   * After how many turns of the event loop, in which nothing new was scheduled, the work that an entry began is over.
   * Three, unless told: the SDK's clients take a turn now and then. One is enough for chains of promises alone.
   */
  readonly settleTurns?: number;
}

/** Makes a virtual clock. Work that leaves the event loop (sockets, files, child processes) does not belong on it. */
export function virtualClock({
  start = Date.UTC(2026, 0, 1),
  settleTurns = 3,
}: VirtualClockOptions = {}): VirtualClock {
  let now = start;
  let order = 0;
  let changes = 0;
  const entries: Entry[] = [];

  const schedule = (delay: number, action: () => void): Timer => {
    const entry: Entry = { at: now + Math.max(0, delay), order: order++, action, cancelled: false };
    insert(entries, entry);
    changes++;
    return {
      cancel: () => {
        entry.cancelled = true;
      },
    };
  };

  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < settleTurns; quiet++) {
      const before = changes;
      await new Promise((resolve) => setImmediate(resolve));
      if (changes !== before) quiet = -1;
    }
  };

  /** Waits for the first thing to be scheduled, or for what is awaited. */
  const stirs = async (done: () => boolean): Promise<boolean> => {
    for (let turn = 0; turn < patientTurns; turn++) {
      if (done() || next()) return true;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return false;
  };

  const next = (): Entry | undefined => {
    while (entries[0]?.cancelled) entries.shift();
    return entries[0];
  };

  const runNext = async (): Promise<void> => {
    const entry = entries.shift() as Entry;
    now = entry.at;
    entry.action();
    await settle();
  };

  return {
    now: () => now,
    schedule,
    sleep: (delay) => new Promise((resolve) => schedule(delay, resolve)),
    pending: () => entries.filter((entry) => !entry.cancelled).length,
    async advance(duration) {
      const end = now + duration;
      await settle();
      for (let entry = next(); entry && entry.at <= end; entry = next()) await runNext();
      now = end;
    },
    async advanceUntil(done, limit = 24 * 3600_000) {
      const end = now + limit;
      await settle();
      while (!done()) {
        const entry = next();
        if (!entry) {
          if (await stirs(done)) continue;
          throw new Error("The virtual clock has nothing left to run, and what was awaited did not happen.");
        }
        if (entry.at > end) throw new Error(`What was awaited did not happen within ${limit} ms of virtual time.`);
        await runNext();
      }
    },
  };
}

/** Keeps `entries` ordered by time, then by order of arrival. */
function insert(entries: Entry[], entry: Entry): void {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = entries[middle] as Entry;
    if (other.at <= entry.at) low = middle + 1;
    else high = middle;
  }
  entries.splice(low, 0, entry);
}
