/**
 * `node tests/simulation/mutants/run.ts`: breaks each guard in turn, and lets the simulator find it.
 *
 * - `--only NAME` the mutants whose name begins so; `--runs N` how many runs are tried for each (150 unless told)
 * - `--learn` keeps where each was caught, so that it is looked for there first
 * - `--json` nothing but the last line
 *
 * The last line is `{"mutants", "named", "namedCaught", "guards", "guardsCaught", "survivors", "seconds"}`. The exit
 * status is 1 where a named bug survives, or fewer than 95 of 100 guards are caught.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { packageStack } from "../../../functions/build/package.ts";
import { replayOf } from "./hunt.ts";
import { type Hunted, huntAll } from "./hunt-all.ts";
import type { Prey } from "./mutant.ts";
import { equivalents, mutants } from "./table.ts";

const { values } = parseArgs({
  options: {
    mutants: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    runs: { type: "string", default: "150" },
    learn: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    packaged: { type: "boolean", default: false },
  },
});

const guardsWanted = 0.95;
const file = new URL("./caught-at.json", import.meta.url);
const caughtAt = JSON.parse(readFileSync(file, "utf8")) as Record<string, Prey>;
const say = (text: string): void => {
  if (!values.json) console.log(text);
};

if (!values.packaged) await packageStack();
const began = performance.now();
const hunted = await huntAll(
  mutants.filter(({ name }) => name.startsWith(values.only)),
  {
    most: Number(values.runs),
    last: (name) => caughtAt[name],
    processes: availableParallelism(),
    tell: (one) => {
      say(describe(one));
      if (values.learn && one.caught) keep(one.mutant.name, one.caught.prey);
    },
  },
);
for (const { name, why } of equivalents) say(`left out  ${name}: ${why}`);
const total = summary(hunted);
console.log(JSON.stringify(total));
process.exitCode = total.namedCaught < total.named || total.guardsCaught < guardsWanted * total.guards ? 1 : 0;

function keep(name: string, prey: Prey): void {
  caughtAt[name] = prey;
  const sorted = Object.fromEntries(Object.entries(caughtAt).sort(([one], [other]) => (one < other ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(sorted, undefined, 2)}\n`);
}

function describe({ mutant, runs, caught }: Hunted): string {
  const after = `after ${runs} ${runs === 1 ? "run" : "runs"}`;
  if (!caught) return `SURVIVED  ${mutant.name} (${mutant.kind}) ${after}: ${mutant.guards}`;
  return `caught    ${mutant.name} (${mutant.kind}) ${after} by ${caught.by.slice(0, 160)}\n          ${replayOf(caught.prey)}`;
}

function summary(all: readonly Hunted[]) {
  const count = (kind: "named" | "guard", isCaught = false): number =>
    all.filter(({ mutant, caught }) => mutant.kind === kind && (!isCaught || caught)).length;
  return {
    mutants: all.length,
    named: count("named"),
    namedCaught: count("named", true),
    guards: count("guard"),
    guardsCaught: count("guard", true),
    survivors: all.flatMap(({ mutant, caught }) => (caught ? [] : [mutant.name])),
    seconds: Math.round((performance.now() - began) / 100) / 10,
  };
}
