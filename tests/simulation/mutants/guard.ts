import type { Errand } from "../errands.ts";
import type { CallFaultKind, Fault } from "../faults/kinds.ts";
import type { ScenarioName } from "../scenarios.ts";
import type { Mutant } from "./mutant.ts";

/** Where a mutant is likely to show: a part of the names of the calls at which a fault shows it, or whole runs. */
export type Likely = string | readonly Errand[];

/** A guard of ours that stands in one place. */
export const guard = (
  name: string,
  guards: string,
  file: string,
  from: string,
  to: string,
  likely?: Likely,
): Mutant => ({
  name,
  kind: "guard",
  guards,
  edits: [{ file, from, to }],
  ...(typeof likely === "string" ? { aim: likely } : likely && { hunt: likely }),
});

/** The world of the corpus in which that holds. */
export const kept = (why: string): readonly Errand[] => [{ kind: "kept", why }];

export const story = (scenario: ScenarioName, ...faults: readonly Fault[]): readonly Errand[] => [
  { kind: "story", scenario, faults },
];

/** A fault at the first call of its kind, unless told. */
export const at = (name: string, call: string, kind: CallFaultKind, seconds: number, nth = 1): Fault => ({
  kind,
  at: { function: name, call },
  nth,
  seconds,
});

/** A step that a function begins once more while its resource is taken back already. */
export const lateTargetGroup = story(
  "first-deploy-undone",
  at("step-target-group", "elbv2:CreateTargetGroup", "run-twice", 194.5),
);

/** Nothing that ECS tells of its deployments comes. */
export const unheard: readonly Fault[] = Array.from({ length: 8 }, (_, index) => ({
  kind: "event-lost",
  to: "event-deployment-state",
  nth: index + 1,
  seconds: 0,
}));
