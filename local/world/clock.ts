/**
 * Time for everything in the local cloud: it is real, scaled or virtual, and nothing else may keep time.
 * All durations are milliseconds; `now()` is milliseconds since the Unix epoch.
 */
export interface Clock {
  now(): number;
  /** Runs `action` once after `delay`. Actions of the same instant run in the order they were scheduled. */
  schedule(delay: number, action: () => void): Timer;
  /** Resolves after `delay`. */
  sleep(delay: number): Promise<void>;
  /** How it follows the machine's own clock; absent where it does not, and nothing here takes time by itself. */
  readonly pace?: Pace;
}

/** What the machine's clock shows as `since` is the same here; from then on `speed` times as much passes. */
export interface Pace {
  readonly speed: number;
  readonly since: number;
}

/**
 * How long something may take that takes the machine's own time, such as a process that answers: as long as it says,
 * by the machine's clock, however quickly time passes here.
 */
export function ownTime({ pace }: Pick<Clock, "pace">, milliseconds: number): number {
  return milliseconds * (pace?.speed ?? 1);
}

export interface Timer {
  cancel(): void;
}

/** The machine's timers hold 31 bits of milliseconds, 24 days, and run at once when they are given more. */
const longestTimeout = 2 ** 31 - 1;

/**
 * A clock that follows the machine's own. `speed` 10 lets ten seconds of the cloud pass in one of the machine's.
 * Its timers do not keep the process alive.
 */
export function realClock(speed = 1): Clock {
  const started = Date.now();
  const schedule = (delay: number, action: () => void): Timer => {
    let handle: NodeJS.Timeout;
    const wait = (left: number): void => {
      const step = Math.min(left, longestTimeout);
      handle = setTimeout(() => (left > step ? wait(left - step) : action()), step);
      handle.unref();
    };
    wait(Math.max(0, delay) / speed);
    return { cancel: () => clearTimeout(handle) };
  };
  return {
    now: () => Math.round(started + (Date.now() - started) * speed),
    schedule,
    sleep: (delay) => new Promise((resolve) => schedule(delay, resolve)),
    pace: { speed, since: started },
  };
}
