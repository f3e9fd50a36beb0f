import { aws, laptop } from "../../local/world/profile.ts";
import corpus from "./corpus.json" with { type: "json" };
import type { Fault } from "./faults/kinds.ts";
import { type Scenario, type ScenarioName, scenarios } from "./scenarios.ts";
import type { Trial } from "./trial.ts";

/** One that failed once, or shows a guard at work: a story by its name at seed 1, or a whole world. */
interface Found {
  readonly why: string;
  readonly seed?: number;
  readonly profile?: keyof typeof profiles;
  readonly scenario: string | Scenario;
  readonly faults: readonly Fault[];
}

const profiles = { aws, laptop };

/** What is kept, by what must hold in it: tried for ever, and where the guards of that are looked for. */
export const kept: ReadonlyMap<string, Trial> = new Map(
  (corpus as readonly Found[]).map((one) => [one.why, read(one)]),
);

function read({ why, seed = 1, profile = "laptop", scenario: told, faults }: Found): Trial {
  const scenario = typeof told === "string" ? scenarios[told as ScenarioName] : told;
  if (!scenario) throw new Error(`There is no story ${told}, in which ${why}.`);
  return { seed, profile: profiles[profile], scenario, faults };
}
