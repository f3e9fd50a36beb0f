import type { Plan, PlannedService } from "../plan/plan.ts";
import type { Deployment } from "../store/deployment.ts";

/**
 * What becomes of a deployment that fails by itself: as its plan says. One that moves a service to other capacity is
 * always taken back, since what it brings is no other version that someone could look at.
 */
export function onFailureOf({ origin }: Pick<Deployment, "origin">, { resources }: Plan): PlannedService["onFailure"] {
  const isMove = origin?.command === "fall-back" || origin?.command === "return";
  return isMove ? "rollback" : resources.service.onFailure;
}
