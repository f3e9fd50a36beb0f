import type { Installation } from "../config/installation.ts";
import type { Problem, ServiceSpec } from "../model/service-spec.ts";
import { planAgain } from "./again.ts";
import { buildPlan } from "./build-plan.ts";
import { type Change, diffPlan } from "./diff.ts";
import type { Facts } from "./facts.ts";
import { preflight } from "./preflight.ts";

/** What serves, as its line in the ledger says: its manifest's meaning with the image as it was deployed. */
export interface ServingRelease {
  readonly spec: ServiceSpec;
  readonly taskDefinitionArn?: string;
}

/** How far what is in the account is from what was deployed. */
export interface Drift {
  readonly status: "SYNCED" | "OUT_OF_SYNC";
  /** What a repair would do, field by field; what is as planned is left out. */
  readonly changes: readonly Change[];
  /** What would stand in the way of a repair. */
  readonly problems: readonly Problem[];
}

/** Stands in the plan for the deployment that would create what is missing. */
const nextRepair = "(the repair)";

/**
 * Finds what differs from the plan of the release that serves. Pure. The desired count is no part of it, since the
 * scaler writes it, nor is the tag that names a resource's creator.
 */
export function findDrift({
  serving: { spec, taskDefinitionArn },
  facts,
  installation,
}: {
  readonly serving: ServingRelease;
  readonly facts: Facts;
  readonly installation: Installation;
}): Drift {
  const built = buildPlan({ spec, facts, installation, deploymentId: nextRepair });
  const again = { command: "repair", ...(taskDefinitionArn !== undefined && { taskDefinitionArn }) } as const;
  const changes = diffPlan(planAgain(built, again, facts), facts).filter(
    // Where no service runs, nobody has looked whether the revision is there.
    ({ resource, action }) =>
      action !== "keep" && !(resource === "taskDefinition" && facts.taskDefinition === undefined),
  );
  return {
    status: changes.length === 0 ? "SYNCED" : "OUT_OF_SYNC",
    changes,
    problems: preflight(spec, facts, installation),
  };
}
