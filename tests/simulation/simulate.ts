/** `npm run simulate`: deployments in worlds where things go wrong, and the invariants that hold all the same. */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { packageStack } from "../../functions/build/package.ts";
import { type Errand, replayOf, runErrand, trialOf } from "./errands.ts";
import { describeFault, type Fault } from "./faults/kinds.ts";
import { huntMutants, mutantOptions } from "./mutants/run.ts";
import { pairsOf } from "./pairs.ts";
import { record } from "./reliability/record.ts";
import { isScenarioName, type ScenarioName, scenarios, struckScenarios, testedScenarios } from "./scenarios.ts";
import { shrink } from "./shrink.ts";
import { type SingleFault, singleFaults } from "./singles.ts";
import { createTally } from "./tally.ts";
import type { Outcome } from "./trial.ts";
import { type Ran, runOnWorkers } from "./workers.ts";
import { findSites, type Sites } from "./world.ts";

const help = `npm run simulate -- [options]

  --seeds N          random worlds (50 unless told), from --from S (1 unless told)
  --seed S           just that one, with its trace
  --kept WHY         just that one of those that failed once (tests/simulation/corpus.json), with its trace
  --scenario NAME    every single fault at every call of one story; with --faults JSON just those faults, with the trace
  --singles          every single fault at every call of AWS, of the stories that \`npm test\` leaves out
  --pairs NAME       every pair of single faults of one story; --part I/N runs the I-th of N shares
  --mutants          breaks each guard in turn and finds it (tests/simulation/mutants/run.ts has more options)
  --workers N        threads (as many as there are cores unless told); what comes out is the same with any number
  --json             nothing but the last line
  --record           keeps what --seeds, --singles, --pairs or --mutants came to in docs/reliability.json and the README
  --packaged         the stack is packaged already

Stories: ${Object.keys(scenarios).join(", ")}

The last line is {"seeds", "violations", "commands", "faults": {kind: count}, "simulatedHours", "checks", "seconds"}.
The exit status is 1 where an invariant did not hold; each such run prints its shrunk trace and one command that replays
it.`;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "50" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    kept: { type: "string" },
    scenario: { type: "string" },
    singles: { type: "boolean", default: false },
    faults: { type: "string" },
    pairs: { type: "string" },
    part: { type: "string", default: "1/1" },
    workers: { type: "string", default: String(availableParallelism()) },
    json: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
    packaged: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
    mutants: { type: "boolean", default: false },
    ...mutantOptions,
  },
});

if (values.help) console.log(help);
else if (values.mutants) process.exitCode = await huntMutants(values);
else process.exitCode = await simulate();

async function simulate(): Promise<number> {
  const one = readOne();
  const kept = values.record ? readRecorded() : undefined;
  if (!values.packaged) await packageStack();
  const isStory = values.singles || values.scenario !== undefined || values.pairs !== undefined;
  const sites = isStory ? new Map() : await findSites();
  const tally = createTally(() => performance.now());
  for await (const { errand, outcome } of one ? runOne(one, sites) : together(await readAll(), sites)) {
    tally.add(outcome);
    if (one) say(outcome.trace.join("\n"));
    if (outcome.violations.length > 0) say(await report(errand, outcome, sites));
    const { seeds, violations } = tally.total();
    if (seeds % 1000 === 0) say(`${seeds} runs, ${violations} violations`);
  }
  console.log(JSON.stringify(tally.total()));
  if (kept) record(kept.kind, kept.options, tally.total());
  return tally.total().violations > 0 ? 1 : 0;
}

async function* runOne(errand: Errand, sites: Sites): AsyncGenerator<Ran> {
  yield { errand, outcome: await runErrand(errand, sites) };
}

function together(errands: Iterable<Errand>, sites: Sites): AsyncGenerator<Ran> {
  return runOnWorkers(errands, { workers: Math.max(1, readNumber("workers")), sites });
}

/** What is recorded is a whole run: a part of one would stand in the README for all of it. */
function readRecorded(): { readonly kind: "seeds" | "singles" | "pairs"; readonly options: string } {
  const { seed, kept, scenario, part, singles, pairs, seeds, from } = values;
  if (seed !== undefined || kept !== undefined || scenario !== undefined || part !== "1/1")
    throw new Error("--record keeps whole runs: of --seeds, --singles, --pairs or --mutants.");
  if (pairs !== undefined) return { kind: "pairs", options: `--pairs ${pairs}` };
  if (singles) return { kind: "singles", options: "--singles" };
  return { kind: "seeds", options: `--seeds ${seeds} --from ${from}` };
}

/** The one run that was asked for, if it was one. */
function readOne(): Errand | undefined {
  if (values.seed !== undefined) return { kind: "seed", seed: readNumber("seed") };
  if (values.kept !== undefined) return { kind: "kept", why: values.kept };
  if (values.scenario === undefined || values.faults === undefined) return undefined;
  const faults = JSON.parse(values.faults) as readonly Fault[];
  return { kind: "story", scenario: readScenario("scenario", values.scenario), faults };
}

async function readAll(): Promise<Iterable<Errand>> {
  if (values.pairs !== undefined) {
    const scenario = readScenario("pairs", values.pairs);
    return pairsOf(scenario, await singleFaults(scenario, "aws"), readPart());
  }
  if (values.singles) {
    const tested: readonly ScenarioName[] = testedScenarios;
    const untested = struckScenarios.filter((name) => !tested.includes(name));
    return (await Promise.all(untested.map((name) => singleFaults(name, "aws")))).flat().map(alone);
  }
  if (values.scenario !== undefined) {
    const scenario = readScenario("scenario", values.scenario);
    return [...(await singleFaults(scenario, "aws")), ...(await singleFaults(scenario, "table"))].map(alone);
  }
  const [from, seeds] = [readNumber("from"), readNumber("seeds")];
  return Array.from({ length: seeds }, (_, index): Errand => ({ kind: "seed", seed: from + index }));
}

function alone({ scenario, fault }: SingleFault): Errand {
  return { kind: "story", scenario, faults: [fault] };
}

async function report(errand: Errand, outcome: Outcome, sites: Sites): Promise<string> {
  const { trial, outcome: told } = await shrink(trialOf(errand, sites), outcome);
  return [
    `\n${outcome.violations.map(({ invariant, message }) => `${invariant}: ${message}`).join("\n")}`,
    `after ${trial.faults.map(describeFault).join("; ") || "no fault at all"}`,
    ...told.trace.map((line) => `  ${line}`),
    `replay: npm run simulate -- ${replayOf(errand)}`,
  ].join("\n");
}

function say(text: string): void {
  if (!values.json) console.log(text);
}

function readScenario(option: "scenario" | "pairs", name: string): ScenarioName {
  if (isScenarioName(name)) return name;
  throw new Error(`--${option} must be one of ${Object.keys(scenarios).join(", ")}; it is ${name}.`);
}

function readNumber(name: "seeds" | "from" | "seed" | "workers"): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new Error(`--${name} must be a whole number; it is ${values[name]}.`);
}

function readPart(): { part: number; parts: number } {
  const [part = 0, parts = 0] = values.part.split("/").map(Number);
  if (Number.isInteger(part) && Number.isInteger(parts) && part >= 1 && part <= parts) return { part, parts };
  throw new Error(`--part must be I/N, as in 2/10; it is ${values.part}.`);
}
