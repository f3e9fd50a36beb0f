import { readFileSync, writeFileSync } from "node:fs";
import { packageStack } from "../../../functions/build/package.ts";
import { type Errand, replayOf } from "../errands.ts";
import { record } from "../reliability/record.ts";
import { type Hunted, huntAll } from "./hunt-all.ts";
import { equivalents, mutants } from "./table.ts";

/**
 * The options of `npm run simulate -- --mutants`, beside `--workers`, `--packaged` and `--json`.
 *
 * - `--only NAME` the mutants whose name begins so; `--new` only those that were never caught
 * - `--runs N` how many runs are tried after the likeliest
 * - `--learn` keeps where each was caught, so that it is looked for there first
 */
export const mutantOptions = {
  only: { type: "string", default: "" },
  new: { type: "boolean", default: false },
  runs: { type: "string", default: "60" },
  learn: { type: "boolean", default: false },
} as const;

/** What a hunt comes to: the last line of `npm run simulate -- --mutants`. */
export interface MutantTotal {
  readonly mutants: number;
  readonly named: number;
  readonly namedCaught: number;
  readonly guards: number;
  readonly guardsCaught: number;
  readonly survivors: readonly string[];
  /** Those of which no run can tell. */
  readonly leftOut: number;
  readonly seconds: number;
}

interface MutantOptions {
  readonly only: string;
  readonly new: boolean;
  readonly runs: string;
  readonly learn: boolean;
  readonly workers: string;
  readonly packaged: boolean;
  readonly json: boolean;
  readonly record: boolean;
}

const guardsWanted = 0.95;
const file = new URL("./caught-at.json", import.meta.url);

/**
 * Breaks each guard in turn, and lets the simulator find it. Answers 1 where a named bug survives, or fewer than
 * 95 of 100 guards are caught.
 */
export async function huntMutants(options: MutantOptions): Promise<number> {
  if (options.record && (options.new || options.only !== "")) throw new Error("--record keeps a hunt of all mutants.");
  if (!options.packaged) await packageStack();
  const say = (text: string): void => {
    if (!options.json) console.log(text);
  };
  const caughtAt = JSON.parse(readFileSync(file, "utf8")) as Record<string, Errand>;
  const began = performance.now();
  const wanted = mutants.filter(({ name }) => name.startsWith(options.only) && !(options.new && caughtAt[name]));
  const hunted = await huntAll(wanted, {
    most: Number(options.runs),
    last: (name) => caughtAt[name],
    processes: Math.max(1, Number(options.workers)),
    tell(one) {
      say(describe(one));
      if (options.learn && one.caught) keep(caughtAt, one.mutant.name, one.caught.errand);
    },
  });
  for (const { name, why } of equivalents) say(`left out  ${name}: ${why}`);
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const total: MutantTotal = { ...count(hunted), leftOut: equivalents.length, seconds };
  console.log(JSON.stringify(total));
  if (options.record) record("mutants", "--mutants", total);
  return total.namedCaught < total.named || total.guardsCaught < guardsWanted * total.guards ? 1 : 0;
}

function keep(caughtAt: Record<string, Errand>, name: string, errand: Errand): void {
  caughtAt[name] = errand;
  const sorted = Object.fromEntries(Object.entries(caughtAt).sort(([one], [other]) => (one < other ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(sorted, undefined, 2)}\n`);
}

function describe({ mutant, runs, caught }: Hunted): string {
  const after = `after ${runs} ${runs === 1 ? "run" : "runs"}`;
  if (!caught) return `SURVIVED  ${mutant.name} (${mutant.kind}) ${after}: ${mutant.guards}`;
  const by = caught.by.replace(/\s+/g, " ").slice(0, 160);
  return `caught    ${mutant.name} (${mutant.kind}) ${after} by ${by}\n          ${replayOf(caught.errand)}`;
}

function count(all: readonly Hunted[]) {
  const number = (kind: "named" | "guard", isCaught = false): number =>
    all.filter(({ mutant, caught }) => mutant.kind === kind && (!isCaught || caught)).length;
  return {
    mutants: all.length,
    named: number("named"),
    namedCaught: number("named", true),
    guards: number("guard"),
    guardsCaught: number("guard", true),
    survivors: all.flatMap(({ mutant, caught }) => (caught ? [] : [mutant.name])),
  };
}
