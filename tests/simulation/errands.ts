import { kept } from "./corpus.ts";
import type { Fault } from "./faults/kinds.ts";
import { type ScenarioName, scenarios } from "./scenarios.ts";
import { type Outcome, runTrial, type Trial } from "./trial.ts";
import { drawTrial, type Sites } from "./world.ts";

/** One run, as few words: what a worker is told. */
export type Errand =
  | { readonly kind: "seed"; readonly seed: number }
  | { readonly kind: "story"; readonly scenario: ScenarioName; readonly faults: readonly Fault[] }
  /** One of the corpus, by what must hold in it. */
  | { readonly kind: "kept"; readonly why: string };

export function trialOf(errand: Errand, sites: Sites): Trial {
  switch (errand.kind) {
    case "seed":
      return drawTrial(errand.seed, sites);
    case "story":
      return { seed: 1, scenario: scenarios[errand.scenario], faults: errand.faults };
    case "kept": {
      const trial = kept.get(errand.why);
      if (!trial) throw new Error(`corpus.json has none in which ${errand.why}.`);
      return trial;
    }
  }
}

/** The arguments that run just this again. */
export function replayOf(errand: Errand): string {
  switch (errand.kind) {
    case "seed":
      return `--seed ${errand.seed}`;
    case "story":
      return `--scenario ${errand.scenario} --faults '${JSON.stringify(errand.faults)}'`;
    case "kept":
      return `--kept '${errand.why}'`;
  }
}

/** Runs it. What ends the run itself, and not only a function in it, is a violation like any other. */
export async function runErrand(errand: Errand, sites: Sites): Promise<Outcome> {
  try {
    return await runTrial(trialOf(errand, sites));
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      violations: [{ invariant: "I0 the story can be told", message }],
      trace: [],
      injected: new Map(),
      seen: new Map(),
      checks: 0,
      commands: 0,
      simulatedMilliseconds: 0,
      ends: [],
    };
  }
}
