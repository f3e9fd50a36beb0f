import type { Problem, ServiceSpec } from "../model/service-spec.ts";
import type { Change } from "../plan/diff.ts";
import type { Plan } from "../plan/plan.ts";
import type { Price } from "../plan/price.ts";

/** The function that looks into the account and says what a deployment would do there. Doors ask it; they may not look themselves. */
export interface Planner {
  plan(spec: ServiceSpec): Promise<PlannerAnswer>;
}

/** What a deployment would do, or what stands in its way. */
export type PlannerAnswer =
  | { readonly planned: PlannedDeployment; readonly problems?: undefined }
  | { readonly planned?: undefined; readonly problems: readonly Problem[] };

export interface PlannedDeployment {
  readonly plan: Plan;
  readonly changes: readonly Change[];
  /** What it would cost a month. */
  readonly price: Price;
}
