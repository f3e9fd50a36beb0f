import type { Problem, ServiceSpec } from "../model/service-spec.ts";
import type { Change } from "../plan/diff.ts";
import type { Drift, ServingRelease } from "../plan/drift.ts";
import type { Plan } from "../plan/plan.ts";
import type { Price } from "../plan/price.ts";

/** The function that looks into the account and says what a deployment would do there. Doors ask it; they may not look themselves. */
export interface Planner {
  plan(spec: ServiceSpec): Promise<PlannerAnswer>;
  /** What differs from a release that serves. */
  compare(serving: ServingRelease): Promise<Drift>;
}

/** What it is asked: for the plan of a manifest, or about a release that serves. */
export type PlannerQuestion =
  | { readonly spec: ServiceSpec; readonly serving?: undefined }
  | { readonly spec?: undefined; readonly serving: ServingRelease };

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
