import { type FaultKind, faultKinds } from "./kinds.ts";

/** Kinds after which the account is not as Fairway left it. */
export const changing: readonly FaultKind[] = ["changed-by-others", "edited", "lands-late", "holder-dies"];

/** Kinds after which a service may be without a healthy task through no fault of ours. */
export const hurting: readonly FaultKind[] = [
  ...changing,
  "crashes-later",
  "out-of-memory",
  "killed",
  "spot-interrupted",
];

/** What people do behind Fairway's back, and what befalls a service otherwise. */
export const ofPeople: readonly FaultKind[] = ["changed-by-others", "edited"];
export const ofTheWorld: readonly FaultKind[] = faultKinds.filter((kind) => !ofPeople.includes(kind));

/** For how long what befell a service may be seen of it: its tasks are replaced, or its truth changes as it is told. */
export const aMoment = 10 * 60_000;

/** What has befallen services through no fault of the product's: it excuses the instant, not the recovery. */
export interface Harm {
  /** `service` absent: it may be any. */
  note(kind: FaultKind, service?: string): void;
  /** Whether something has befallen the service, of these kinds or any, at `since` or later. */
  has(service: string, options?: { since?: number; kinds?: readonly FaultKind[] }): boolean;
}

export function createHarm(now: () => number): Harm {
  const noted: { kind: FaultKind; service: string | undefined; at: number }[] = [];
  return {
    note: (kind, service) => void noted.push({ kind, service, at: now() }),
    has: (service, { since = 0, kinds } = {}) =>
      noted.some(
        (one) =>
          (one.service === undefined || one.service === service) &&
          one.at >= since &&
          (kinds === undefined || kinds.includes(one.kind)),
      ),
  };
}
