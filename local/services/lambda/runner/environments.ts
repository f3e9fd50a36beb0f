import type { Clock, Timer } from "../../../world/clock.ts";
import type { FunctionSettings } from "../state.ts";

/** Something that can run one invocation at a time, and the next when it is done. */
export interface Environment {
  /** Whether it may take another invocation. */
  readonly usable: boolean;
  end(): void;
}

export interface Environments<E extends Environment> {
  /** A warm environment of these very settings, the last used first; else a new one. */
  take(settings: FunctionSettings): { environment: E; cold: boolean };
  /** Hands it back after an invocation. Ends it when it is used up, or its function has been changed meanwhile. */
  give(settings: FunctionSettings, environment: E): void;
  retire(functionName: string): void;
  /** Ends all, also the busy ones. */
  close(): void;
}

interface Idle<E> {
  readonly settings: FunctionSettings;
  readonly environment: E;
  readonly timer: Timer;
}

/** Keeps the execution environments of all functions; an idle one ends after `idleMilliseconds`. */
export function environments<E extends Environment>(
  clock: Clock,
  start: (settings: FunctionSettings) => E,
  idleMilliseconds: number,
): Environments<E> {
  const idle = new Set<Idle<E>>();
  const busy = new Map<E, { outdated: boolean; settings: FunctionSettings }>();

  const end = (entry: Idle<E>): void => {
    idle.delete(entry);
    entry.timer.cancel();
    entry.environment.end();
  };

  return {
    take(settings) {
      const warm = [...idle].findLast((entry) => entry.settings === settings);
      if (warm) {
        idle.delete(warm);
        warm.timer.cancel();
        if (warm.environment.usable) {
          busy.set(warm.environment, { outdated: false, settings });
          return { environment: warm.environment, cold: false };
        }
        warm.environment.end();
        return this.take(settings);
      }
      const environment = start(settings);
      busy.set(environment, { outdated: false, settings });
      return { environment, cold: true };
    },
    give(settings, environment) {
      const outdated = busy.get(environment)?.outdated ?? true;
      busy.delete(environment);
      if (outdated || !environment.usable) return environment.end();
      const entry: Idle<E> = { settings, environment, timer: clock.schedule(idleMilliseconds, () => end(entry)) };
      idle.add(entry);
    },
    retire(functionName) {
      for (const entry of [...idle]) if (entry.settings.functionName === functionName) end(entry);
      for (const use of busy.values()) if (use.settings.functionName === functionName) use.outdated = true;
    },
    close() {
      for (const entry of [...idle]) end(entry);
      for (const environment of busy.keys()) environment.end();
      busy.clear();
    },
  };
}
