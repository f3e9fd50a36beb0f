import type { Caller } from "../access/caller.ts";
import { inEffect } from "../model/capacity.ts";
import type { Drift } from "../plan/drift.ts";
import { fixedCount } from "../reactions/count.ts";
import { findInProgress } from "./accept.ts";
import { requirePermit } from "./authorise.ts";
import type { PlanTools } from "./plan.ts";
import { asDeployed, requireServing } from "./releases.ts";
import { requireService } from "./require-service.ts";
import type { CommandTools } from "./tools.ts";

/** How a service compares with what was deployed. While a deployment is under way it is on its way somewhere else. */
export type DriftAnswer =
  | Drift
  | {
      readonly status: "DEPLOYING";
      readonly deploymentId: string;
      readonly changes: readonly [];
      readonly problems: readonly [];
    };

/** Compares what is in the account with what was deployed, field by field, and changes nothing. */
export async function drift(
  { store, planner, clock }: PlanTools & Pick<CommandTools, "clock">,
  caller: Caller,
  { service: name }: { readonly service: string },
): Promise<DriftAnswer> {
  requirePermit(caller, "drift", name);
  const service = await requireService(store, name);
  const latest = await findInProgress({ store, clock }, service);
  if (latest) return { status: "DEPLOYING", deploymentId: latest.id, changes: [], problems: [] };
  const { release } = await requireServing(store, service);
  const { taskDefinitionArn } = release;
  const count = fixedCount(service);
  return planner.compare({
    spec: inEffect(service, asDeployed(release)),
    ...(taskDefinitionArn !== undefined && { taskDefinitionArn }),
    ...(count !== undefined && { count }),
  });
}
