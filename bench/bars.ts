/**
 * Which of its bars Fairway reaches (`autoscaling/bars.ts`), on every trace in a directory and on generated steps, ramps,
 * sines and spikes, at services of several sizes: a peak of 3 to 200 tasks. Half of the generated traces were held out
 * when the scaler's constants were chosen.
 */
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { type Bars, barsOf, isSmooth } from "./autoscaling/bars.ts";
import { generatedTraces, heldOutTraces } from "./autoscaling/generated.ts";
import { lineUp } from "./autoscaling/scalers/line-up.ts";
import { parseTrace, type Trace } from "./autoscaling/trace.ts";
import { compare, type Result, worldOf } from "./autoscaling.ts";

export interface BarsBench {
  readonly worlds: readonly WorldResult[];
  /** By bar: in how many worlds it holds, of how many that ask for it. */
  readonly held: Readonly<Record<keyof Bars, { readonly holds: number; readonly of: number }>>;
}

interface WorldResult extends Pick<Result, "overloadPercent" | "relativeToOracle" | "actions"> {
  readonly trace: string;
  readonly peakTasks: number;
  readonly bars: Bars;
}

/** Options: `[--traces DIRECTORY] [--peaks 3,10,30,100,200] [--resolution 20|60]`. */
export async function run(args: readonly string[]): Promise<{ json: BarsBench; text: string }> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      traces: { type: "string" },
      peaks: { type: "string", default: "3,10,30,100,200" },
      resolution: { type: "string", default: "20" },
    },
  });
  const traces: Trace[] = [...(await readTraces(values.traces)), ...generatedTraces(), ...heldOutTraces()];
  const rivals = lineUp(values.resolution === "60" ? 60 : 20).filter(({ feed }) => feed === "cloudwatch");
  const worlds: WorldResult[] = [];
  for (const { name, demand } of traces) {
    const peak = demand.reduce((most, load) => Math.max(most, load), 0);
    for (const peakTasks of values.peaks.split(",").map(Number)) {
      const scalers = await compare(worldOf(demand, peak / peakTasks), rivals);
      const [{ overloadPercent, relativeToOracle, actions }] = scalers as [Result];
      const bars = barsOf({ trace: name, scalers }, isSmooth(demand));
      worlds.push({ trace: name, peakTasks, overloadPercent, relativeToOracle, actions, bars });
    }
  }
  const json = { worlds, held: heldIn(worlds) };
  return { json, text: text(json) };
}

async function readTraces(directory: string | undefined): Promise<Trace[]> {
  if (directory === undefined) return [];
  const files = (await readdir(directory)).filter((file) => file.endsWith(".csv")).toSorted();
  return Promise.all(
    files.map(async (file) => parseTrace(basename(file, ".csv"), await readFile(join(directory, file), "utf8"))),
  );
}

const barNames = ["undominated", "usual", "actions", "cheap"] as const satisfies readonly (keyof Bars)[];

function heldIn(worlds: readonly WorldResult[]): BarsBench["held"] {
  const count = (name: keyof Bars, holds: boolean) => worlds.filter(({ bars }) => bars[name].holds === holds).length;
  const of = (name: keyof Bars) => ({ holds: count(name, true), of: count(name, true) + count(name, false) });
  return { undominated: of("undominated"), usual: of("usual"), actions: of("actions"), cheap: of("cheap") };
}

function text({ worlds, held }: BarsBench): string {
  const lines = worlds.map(({ trace, peakTasks, overloadPercent, relativeToOracle, actions, bars }) => {
    const missed = barNames.filter((name) => bars[name].holds === false);
    return [
      trace.padEnd(34),
      `${peakTasks} tasks`.padStart(9),
      `${overloadPercent.toFixed(3)} %`.padStart(9),
      relativeToOracle.toFixed(3).padStart(7),
      String(actions).padStart(6),
      missed.length === 0 ? "  all" : `  missed ${missed.map((name) => `${name}: ${bars[name].evidence}`).join("; ")}`,
    ].join("");
  });
  const sums = barNames.map((name) => `${name} ${held[name].holds} of ${held[name].of}`).join(", ");
  return `${lines.join("\n")}\n\nheld: ${sums}\n`;
}
