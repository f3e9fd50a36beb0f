import { type Change, isOfAccount } from "./change.ts";

/** So many calls that change something, of one function in a minute: about ten times what a deployment makes. */
const mostInMinute = 100;
/** Repairs of a service that nobody asked for, in an hour. */
const mostRepairsInHour = 3;

const minute = 60_000;

export interface Pace {
  /** Told of each call that changes something. */
  called(change: Change, at: number): string[];
  /** Told of each deployment that Fairway began by itself. */
  began(service: string, at: number): string[];
}

/** I14: no function changes things without bound, and no service is repaired for ever. */
export function createPace(): Pace {
  const calls = new Map<string, number[]>();
  const repairs = new Map<string, number[]>();
  const within = (log: Map<string, number[]>, name: string, at: number, span: number): number => {
    const recent = [...(log.get(name) ?? []).filter((one) => one > at - span), at];
    log.set(name, recent);
    return recent.length;
  };
  return {
    called(change, at) {
      if (!isOfAccount(change)) return [];
      const count = within(calls, change.function, at, minute);
      return count > mostInMinute ? [`${change.function} changes more than ${mostInMinute} things in a minute`] : [];
    },
    began(service, at) {
      const count = within(repairs, service, at, 60 * minute);
      return count > mostRepairsInHour ? [`${service} is repaired ${count} times in an hour`] : [];
    },
  };
}
