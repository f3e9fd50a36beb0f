import type { Installation } from "../../../shared/config/installation.ts";
import { Refused } from "../../../shared/errors/errors.ts";
import { translate } from "../../../shared/errors/translate.ts";
import type { ServiceSpec } from "../../../shared/model/service-spec.ts";
import { type Drift, findDrift } from "../../../shared/plan/drift.ts";
import type { Facts } from "../../../shared/plan/facts.ts";
import { planNext } from "../../../shared/plan/next-plan.ts";
import { preflight } from "../../../shared/plan/preflight.ts";
import { monthlyPrice } from "../../../shared/plan/price.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import type { Planner, PlannerAnswer, PlannerQuestion } from "../../../shared/ports/planner.ts";

export interface PlannerTools {
  readonly installation: Installation;
  readonly clock: Clock;
  /** Reads what is in the account, as far as the service is concerned; with the time it looks thoroughly. */
  gather(spec: ServiceSpec, now?: number): Promise<Facts>;
}

/** Says what a deployment would do: it reads, and changes nothing. Throws `Transient` where AWS does not answer. */
export function createPlanner({ installation, clock, gather }: PlannerTools): Planner {
  return {
    async plan(spec): Promise<PlannerAnswer> {
      const gathered = await gather(spec).catch(asProblems);
      if (Array.isArray(gathered)) return { problems: gathered };
      const facts = gathered as Facts;
      const problems = preflight(spec, facts, installation);
      if (problems.length > 0) return { problems };
      const next = planNext(spec, facts, installation);
      return { planned: { ...next, price: monthlyPrice(next.plan) } };
    },

    async compare(serving): Promise<Drift> {
      const gathered = await gather(serving.spec, clock.now()).catch(asProblems);
      if (Array.isArray(gathered)) return { status: "OUT_OF_SYNC", changes: [], problems: gathered };
      return findDrift({ serving, facts: gathered as Facts, installation });
    },
  };
}

/** Makes the Lambda handler. Nobody but our own doors may invoke it, and they have parsed what they hand on. */
export function createPlanHandler(tools: PlannerTools) {
  const planner = createPlanner(tools);
  return ({ spec, serving }: PlannerQuestion): Promise<PlannerAnswer | Drift> =>
    serving === undefined ? planner.plan(spec) : planner.compare(serving);
}

/** What the account does not allow (there is no network, a subnet is unknown) is the manifest's problem, not a failure. */
function asProblems(error: unknown) {
  const translated = translate(error);
  if (!(translated instanceof Refused)) throw translated;
  return translated.problems.length > 0 ? [...translated.problems] : [{ field: "", message: translated.message }];
}
