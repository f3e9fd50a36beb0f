import type { ActualCluster } from "../facts.ts";
import type { PlannedCluster } from "../plan.ts";
import { tagDifferences } from "./compare.ts";
import { conflict, create, type Difference, type Match, updateIfAny } from "./match.ts";

/**
 * The cluster may be shared: capacity providers that the plan does not ask for stay, and a cluster that is not ours
 * is used as it is as long as it offers what the plan needs.
 */
export function matchCluster(desired: PlannedCluster, actual: ActualCluster | undefined): Match {
  if (actual === undefined || actual.status === "INACTIVE") return create;
  const missing = desired.capacityProviders.filter((provider) => !actual.capacityProviders.includes(provider));
  const differences: Difference[] =
    missing.length === 0
      ? []
      : [{ field: "capacityProviders", desired: desired.capacityProviders, actual: actual.capacityProviders }];
  if (actual.owned) return updateIfAny([...differences, ...tagDifferences(desired.tags, actual.tags)]);
  if (missing.length === 0) return updateIfAny([]);
  return conflict(
    `The cluster ${desired.name} (${actual.arn}) is not this installation's and lacks ${missing.join(" and ")}. ` +
      "Add the capacity provider to it, or set the installation up with another cluster name.",
    differences,
  );
}
