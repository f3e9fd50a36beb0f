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

const settleTurns = 3;

export interface VirtualClockOptions {
  /** Where it stands, in milliseconds since the epoch: the beginning of 2026, unless told. */
  readonly start?: number;
  /**
   * What the work that an entry begins is made of. Chains of `promises` alone are over once the queues of promises and
   * ticks are empty. The SDK's own clients also take turns of the event `loop` now and then, so that their work is over
   * after three turns in which nothing new was scheduled; this holds unless told.
   */
  readonly settles?: "promises" | "loop";
}

/** Makes a virtual clock. Work that leaves the event loop (sockets, files, child processes) does not belong on it. */
export function virtualClock({
  start = Date.UTC(2026, 0, 1),
  settles = "loop",
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

  const settle = settles === "promises" ? emptyQueues : () => quietTurns(() => changes);

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

/** Asked from within a promise, a tick comes after all that are settled by then, and after what those settle in turn. */
async function emptyQueues(): Promise<void> {
  await undefined;
  await new Promise<void>((resolve) => process.nextTick(resolve));
}

async function quietTurns(changes: () => number): Promise<void> {
  for (let quiet = 0; quiet < settleTurns; quiet++) {
    const before = changes();
    await new Promise((resolve) => setImmediate(resolve));
    if (changes() !== before) quiet = -1;
  }
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
