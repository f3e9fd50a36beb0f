import type { ServiceSpec } from "./service-spec.ts";

type Strategy = Pick<ServiceSpec, "capacityProviderStrategy">;

/** Whether some of the tasks may run on Spot. */
export function usesSpot({ capacityProviderStrategy }: Strategy): boolean {
  return capacityProviderStrategy.some(({ capacityProvider }) => capacityProvider === "FARGATE_SPOT");
}

/** The same service with all of its tasks on demand: as it is planned while Spot has no capacity. */
export function onDemand<Spec extends Strategy>(spec: Spec): Spec {
  if (!usesSpot(spec)) return spec;
  return { ...spec, capacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 0, weight: 1 }] };
}

/** What of a manifest holds for a service now: while Spot has no capacity for it, it runs on demand. */
export function inEffect<Spec extends Strategy>(
  service: { readonly fallback?: unknown } | undefined,
  spec: Spec,
): Spec {
  return service?.fallback === undefined ? spec : onDemand(spec);
}
