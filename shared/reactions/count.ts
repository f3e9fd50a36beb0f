import type { ActualService } from "../plan/facts.ts";
import type { CountConstraint, ServiceRecord } from "../store/services.ts";

/** The event that wakes the one writer of the desired count; its detail is `{service}`. */
export const countRequested = "Fairway Count Requested";

/** What the one writer of the desired count does, and why. */
export type CountDecision =
  | { readonly action: "set"; readonly count: number; readonly reason: string }
  | { readonly action: "nothing"; readonly reason: string };

/** How many tasks a service should have by its manifest and by what a person fixed. */
export function wantedCount({ manifest, pinned }: CountConstraint): number {
  return pinned ?? manifest;
}

/** How many tasks there should be whatever the load is; nothing where the load decides. */
export function fixedCount({ count, spec }: Pick<ServiceRecord, "count" | "spec">): number | undefined {
  return count && (spec?.scaling ? count.pinned : wantedCount(count));
}

export function decideCount(service: ServiceRecord | undefined, actual: ActualService | undefined): CountDecision {
  if (!service) return { action: "nothing", reason: "there is no such service" };
  if (service.status === "REMOVING") return { action: "nothing", reason: "the service is being removed" };
  if (!service.count) return { action: "nothing", reason: "no release of the service has been deployed yet" };
  if (actual?.status !== "ACTIVE") {
    return { action: "nothing", reason: `ECS shows the service ${actual?.status ?? "not at all"}` };
  }
  if (!actual.owned) return { action: "nothing", reason: "the service in ECS is not ours" };
  const count = wantedCount(service.count);
  if (actual.desiredCount === count) return { action: "nothing", reason: `it has its ${count} already` };
  const by = service.count.pinned === undefined ? "the manifest says so" : "it is pinned there";
  return { action: "set", count, reason: `${actual.desiredCount} → ${count}: ${by}` };
}

/**
 * The constraint once a manifest with this count serves. A pinned count holds over deployments, until someone writes
 * another count into the manifest: the last word wins.
 */
export function nextCount(before: CountConstraint | undefined, manifest: number): CountConstraint {
  return before?.manifest === manifest ? before : { manifest };
}
