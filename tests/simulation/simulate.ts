/**
 * `npm run simulate`: deployments in worlds where things go wrong, and the invariants that hold all the same.
 *
 * - `--seeds N` random worlds (50 unless told), from `--from S` (1 unless told); `--seed S` just that one, with its trace
 * - `--scenario NAME` every single fault at every call of one story instead; with `--faults JSON`, just those faults
 * - `--json` nothing but the last line
 *
 * The last line is `{"seeds", "violations", "commands", "faults": {kind: count}, "simulatedHours", "checks", "seconds"}`.
 * The exit status is 1 where an invariant did not hold; each such run prints one command that replays it.
 */
import { parseArgs } from "node:util";
import { packageStack } from "../../functions/build/package.ts";
import { describeFault, type Fault } from "./faults/kinds.ts";
import { isScenarioName, type ScenarioName, scenarios } from "./scenarios.ts";
import { shrink } from "./shrink.ts";
import { singleFaults } from "./singles.ts";
import { createTally } from "./tally.ts";
import { type Outcome, runTrial, type Trial } from "./trial.ts";
import { drawTrial, findSites } from "./world.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "50" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    scenario: { type: "string" },
    faults: { type: "string" },
    json: { type: "boolean", default: false },
    packaged: { type: "boolean", default: false },
  },
});

const say = (text: string): void => {
  if (!values.json) console.log(text);
};

if (!values.packaged) await packageStack();
const tally = createTally(() => performance.now());
for await (const { trial, replay } of trials()) {
  const outcome = await runTrial(trial);
  tally.add(outcome);
  if (values.seed !== undefined || values.faults !== undefined) say(outcome.trace.join("\n"));
  if (outcome.violations.length > 0) say(await report(trial, outcome, replay));
}
console.log(JSON.stringify(tally.total()));
process.exitCode = tally.total().violations > 0 ? 1 : 0;

interface Planned {
  readonly trial: Trial;
  /** The arguments that run just this again. */
  readonly replay: string;
}

async function* trials(): AsyncIterable<Planned> {
  if (values.scenario !== undefined) {
    yield* scenarioTrials(readScenario(values.scenario));
    return;
  }
  const sites = await findSites();
  const [from, seeds] = values.seed === undefined ? [readNumber("from"), readNumber("seeds")] : [readNumber("seed"), 1];
  for (let seed = from; seed < from + seeds; seed++) yield { trial: drawTrial(seed, sites), replay: `--seed ${seed}` };
}

async function* scenarioTrials(name: ScenarioName): AsyncIterable<Planned> {
  const scenario = scenarios[name];
  const replay = (faults: readonly Fault[]): string => `--scenario ${name} --faults '${JSON.stringify(faults)}'`;
  if (values.faults !== undefined) {
    const faults = JSON.parse(values.faults) as readonly Fault[];
    yield { trial: { seed: 1, scenario, faults }, replay: replay(faults) };
    return;
  }
  for (const calls of ["aws", "table"] as const)
    for (const { fault } of await singleFaults(name, calls))
      yield { trial: { seed: 1, scenario, faults: [fault] }, replay: replay([fault]) };
}

async function report(trial: Trial, outcome: Outcome, replay: string): Promise<string> {
  const { trial: small, outcome: told } = await shrink(trial, outcome);
  return [
    `\n${outcome.violations.map(({ invariant, message }) => `${invariant}: ${message}`).join("\n")}`,
    `after ${small.faults.map(describeFault).join("; ") || "no fault at all"}`,
    ...(values.seed === undefined && values.faults === undefined ? told.trace.map((line) => `  ${line}`) : []),
    `replay: npm run simulate -- ${replay}`,
  ].join("\n");
}

function readScenario(name: string): ScenarioName {
  if (isScenarioName(name)) return name;
  throw new Error(`--scenario must be one of ${Object.keys(scenarios).join(", ")}; it is ${name}.`);
}

function readNumber(name: "seeds" | "from" | "seed"): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new Error(`--${name} must be a whole number; it is ${values[name]}.`);
}
