import type { ActualService } from "../plan/facts.ts";
import type { BackOff, CountConstraint, ServiceRecord } from "../store/services.ts";

/** The event that wakes the one writer of the desired count; its detail is `{service}`. */
export const countRequested = "Fairway Count Requested";

/** The event that tells it of someone at the door of a service that sleeps; its detail is `{service}`. */
export const requestArrived = "Fairway Request Arrived";

/** What the one writer of the desired count does, and why. */
export type CountDecision =
  | { readonly action: "set"; readonly count: number; readonly reason: string }
  | { readonly action: "nothing"; readonly reason: string };

/**
 * How many tasks a service should have: by its manifest, by what a person fixed, and no more than it is held back to
 * while its tasks crash.
 */
export function wantedCount({ manifest, pinned }: CountConstraint, backOff?: BackOff): number {
  const wanted = pinned ?? manifest;
  return isHeldBack(backOff) ? Math.min(wanted, backOff.count) : wanted;
}

function isHeldBack(backOff: BackOff | undefined): backOff is BackOff {
  return backOff !== undefined && backOff.liftedAt === undefined;
}

/** How many tasks there should be whatever the load is; nothing where the load decides. */
export function fixedCount({
  count,
  spec,
  backOff,
}: Pick<ServiceRecord, "count" | "spec" | "backOff">): number | undefined {
  if (!count || (spec?.scaling && count.pinned === undefined)) return undefined;
  return wantedCount(count, backOff);
}

export function decideCount(service: ServiceRecord | undefined, actual: ActualService | undefined): CountDecision {
  if (!service) return { action: "nothing", reason: "there is no such service" };
  if (service.status === "REMOVING") return { action: "nothing", reason: "the service is being removed" };
  if (!service.count) return { action: "nothing", reason: "no release of the service has been deployed yet" };
  if (actual?.status !== "ACTIVE") {
    return { action: "nothing", reason: `ECS shows the service ${actual?.status ?? "not at all"}` };
  }
  if (!actual.owned) return { action: "nothing", reason: "the service in ECS is not ours" };
  const count = wantedCount(service.count, service.backOff);
  if (actual.desiredCount === count) return { action: "nothing", reason: `it has its ${count} already` };
  return { action: "set", count, reason: `${actual.desiredCount} → ${count}: ${whoSays(service.count, count)}` };
}

function whoSays(constraint: CountConstraint, count: number): string {
  if (count < wantedCount(constraint)) return "it is held back, since its tasks crash";
  return constraint.pinned === undefined ? "the manifest says so" : "it is pinned there";
}

/**
 * The constraint once a manifest with this count serves. A pinned count holds over deployments, until someone writes
 * another count into the manifest: the last word wins.
 */
export function nextCount(before: CountConstraint | undefined, manifest: number): CountConstraint {
  return before?.manifest === manifest ? before : { manifest };
}
