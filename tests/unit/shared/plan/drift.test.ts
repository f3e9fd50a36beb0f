import { describe, expect, test } from "@jest/globals";
import { findDrift, isCountOff, withoutCount } from "../../../../shared/plan/drift.ts";
import type { Facts } from "../../../../shared/plan/facts.ts";
import { appliedFacts, installation, planOf, specOf } from "./fixtures.ts";

const sleeping = { scaling: { min: 0, scaleToZero: {} } };

/** A service that sleeps, with so many tasks, and its requests going to them or where it is woken. */
function factsOf(desiredCount: number, isOpen: boolean): Facts {
  const facts = appliedFacts(planOf(sleeping));
  const { httpListener, service } = facts;
  if (httpListener?.action.type !== "forward" || !service) throw new Error("It is a web service.");
  const { targetGroupArn, idleTargetGroupArn = "" } = httpListener.action;
  const closed = { type: "forward", targetGroupArn: idleTargetGroupArn, idleTargetGroupArn: targetGroupArn } as const;
  return {
    ...facts,
    service: { ...service, desiredCount },
    httpListener: { ...httpListener, action: isOpen ? httpListener.action : closed },
  };
}

describe("of a service that sleeps it is drift", () => {
  test.each([
    ["no", "that it is asleep", 0, false],
    ["no", "that it is awake", 2, true],
    ["no", "that it wakes up", 1, false],
    ["a", "that requests go to tasks of which there is none, which the count's one writer sees to", 0, true],
  ] as const)("%s matter %s", (drifts, _, desiredCount, isOpen) => {
    const drift = findDrift({
      serving: { spec: specOf(sleeping) },
      facts: factsOf(desiredCount, isOpen),
      installation,
    });

    expect(drift.status).toBe(drifts === "a" ? "OUT_OF_SYNC" : "SYNCED");
    expect(isCountOff(drift)).toBe(drifts === "a");
    expect(withoutCount(drift)).toEqual([]);
  });
});
