import type { MutantTotal } from "../mutants/run.ts";
import type { Total } from "../tally.ts";

/** A whole run whose figures stand in the README. */
export interface Recorded<Of> {
  readonly command: string;
  /** What was run, as git names it. */
  readonly commit: string;
  readonly total: Of;
}

/** The last of each kind: docs/reliability.json. */
export interface Records {
  readonly seeds?: Recorded<Total>;
  readonly singles?: Recorded<Total>;
  readonly pairs?: Recorded<Total>;
  readonly mutants?: Recorded<MutantTotal>;
}

const [begin, end] = ["<!-- made by npm run simulate -- --record -->", "<!-- end of what is made -->"];

const what = {
  seeds: "random worlds of several services, ten commands and a dozen faults each",
  singles: "every single fault in the stories that `npm test` leaves out",
  pairs: "every pair of single faults in one story",
} as const;

/** The README with the figures of these runs in their place; all else stays as it is. */
export function withReliability(readme: string, records: Records): string {
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md has no ${begin} … ${end}.`);
  return `${before}${begin}\n\n${tableOf(records)}\n${end}${after}`;
}

function tableOf({ mutants, ...worlds }: Records): string {
  const kinds = (["seeds", "singles", "pairs"] as const).filter((kind) => worlds[kind]);
  const rows = kinds.map((kind) => worldRow(what[kind], worlds[kind] as Recorded<Total>));
  const head = [
    "| what was run | runs | violations | commands | faults that struck | simulated hours | checks of invariants | command, at commit |",
    "|---|--:|--:|--:|--:|--:|--:|---|",
  ];
  const random = worlds.seeds ? ["", `The faults of the random worlds: ${faultsOf(worlds.seeds.total)}.`] : [];
  return [...head, ...rows, ...random, ...(mutants ? ["", sightOf(mutants)] : [])].map((line) => `${line}\n`).join("");
}

function worldRow(name: string, recorded: Recorded<Total>): string {
  const { seeds, violations, commands, faults, simulatedHours, checks } = recorded.total;
  const struck = Object.values(faults).reduce((sum, count) => sum + count, 0);
  const figures = [seeds, violations, commands, struck, Math.round(simulatedHours), checks].map(readable);
  return `| ${[name, ...figures, sourceOf(recorded)].join(" | ")} |`;
}

function faultsOf({ faults }: Total): string {
  return Object.entries(faults)
    .toSorted(([, one], [, other]) => other - one)
    .map(([kind, count]) => `${kind} ${readable(count)}`)
    .join(", ");
}

/** What the simulator sees: without it no figure above would mean anything. */
function sightOf(recorded: Recorded<MutantTotal>): string {
  const { named, namedCaught, guards, guardsCaught, leftOut } = recorded.total;
  return (
    `Broken on purpose, one at a time: ${namedCaught} of ${named} bugs that users of such tools have reported are found, ` +
    `and ${guardsCaught} of ${guards} guards of ours; ${leftOut} more are left out, each with why no run can tell ` +
    `(${sourceOf(recorded)}).`
  );
}

function sourceOf({ command, commit }: Recorded<unknown>): string {
  return `\`${command}\`, ${commit}`;
}

function readable(number: number): string {
  return number.toLocaleString("en-US");
}
