import type { Caller } from "../access/caller.ts";
import { inEffect } from "../model/capacity.ts";
import type { ServiceSpec } from "../model/service-spec.ts";
import type { PlannedDeployment, Planner } from "../ports/planner.ts";
import type { ServiceRecord } from "../store/services.ts";
import type { Store } from "../store/store.ts";
import { requirePermit } from "./authorise.ts";
import { Rejected } from "./rejection.ts";
import { requireService } from "./require-service.ts";

/** What `plan` is made with: it only looks, and needs less than the other commands. */
export interface PlanTools {
  readonly store: Store;
  readonly planner: Planner;
}

/**
 * Says what a deployment of `spec` would change and cost, and changes nothing. Without one it plans what serves, and so
 * tells what differs from it in the account.
 */
export async function plan(
  { store, planner }: PlanTools,
  caller: Caller,
  { service, spec }: { readonly service: string; readonly spec?: ServiceSpec },
): Promise<PlannedDeployment> {
  requirePermit(caller, "plan", service);
  const existing = spec ? await store.services.find(service) : await requireService(store, service);
  const wanted = spec ?? servingSpec(existing, service);
  const { planned, problems } = await planner.plan(inEffect(existing, wanted));
  if (problems === undefined) return planned;
  throw new Rejected("invalid", `${service} cannot be deployed so: nothing was changed.`, { problems });
}

function servingSpec(existing: ServiceRecord | undefined, name: string): ServiceSpec {
  if (existing?.spec) return existing.spec;
  throw new Rejected("invalid", `${name} was never deployed successfully: send a manifest to be planned.`);
}
