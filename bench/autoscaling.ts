/**
 * How well a service's count follows its load: Fairway beside AWS's target tracking and step scaling, Kubernetes' HPA and
 * Knative's KPA, on any trace of `seconds,requests_per_second` (linear between points), second by second.
 *
 * A task serves `--capacity-per-task` requests a second at 100 % CPU. A new task serves 34 s after it was asked for; one
 * that is let go stops at once. Overload is demand above 100 % of the tasks that serve. Everyone begins with the count
 * that holds the first second at 60 %, and may use 1 to four times the trace's peak. Task-hours count the tasks that are
 * paid for: those that serve and those that start. The oracle knows the future and pays for the fewest tasks that keep
 * every second at or under 80 %.
 *
 * `feed: "cloudwatch"` sees what CloudWatch shows: average CPU, which cannot pass 100 %, in points of 20 s that can be
 * read 16 s after their end (`--resolution 60`: of 60 s, after 60 s). Target tracking at 60 s acts 150 s after a point's
 * end: with that and 16 s it answers a step as AWS measured it (363 and 86 s). `feed: "own"` is what HPA and KPA see in
 * Kubernetes: points of 15 s after 30 s, and every second live, queued requests too.
 *
 * Fairway runs its default policy, with the 20-second metrics and alarms that a service can buy: awake it reads each
 * point when it is due, asleep it waits for its alarm; EventBridge and a warm function take less than the second that is
 * the simulator's grain. Its learning begins with the trace.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { type Measures, measure } from "./autoscaling/measures.ts";
import { plot } from "./autoscaling/plot.ts";
import { stepReactionSeconds } from "./autoscaling/reaction.ts";
import type { Scaler } from "./autoscaling/scaler.ts";
import { oracle, staticPeak } from "./autoscaling/scalers/fixed.ts";
import { lineUp } from "./autoscaling/scalers/line-up.ts";
import { type Course, simulate, type World } from "./autoscaling/simulate.ts";
import { text } from "./autoscaling/text.ts";
import { parseTrace } from "./autoscaling/trace.ts";

export interface AutoscalingBench {
  readonly trace: string;
  readonly scalers: readonly Result[];
}

export interface Result extends Measures {
  readonly name: string;
  readonly target: number | null;
  readonly feed: Scaler["feed"];
  readonly relativeToOracle: number;
  readonly stepReactionSeconds: number | null;
}

/** Everyone begins where the first second is at this share of the capacity. */
const initialShare = 0.6;
/** The most that is allowed, in multiples of what the peak needs at 100 %. */
const headroom = 4;

/** Options: `--trace FILE --capacity-per-task N [--resolution 20|60] [--plots DIRECTORY]`. */
export async function run(args: readonly string[]): Promise<{ json: AutoscalingBench; text: string }> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      trace: { type: "string" },
      "capacity-per-task": { type: "string" },
      resolution: { type: "string", default: "20" },
      plots: { type: "string" },
    },
  });
  const file = values.trace;
  if (file === undefined) throw new Error("--trace is missing: a file of seconds,requests_per_second");
  const capacityPerTask = Number(values["capacity-per-task"]);
  if (!(capacityPerTask > 0)) {
    throw new Error(
      `--capacity-per-task is ${values["capacity-per-task"]}: it must be a number of requests per second above 0`,
    );
  }
  if (values.resolution !== "20" && values.resolution !== "60") {
    throw new Error(`--resolution is ${values.resolution}: it must be 20 or 60`);
  }
  const { name, demand } = parseTrace(basename(file), await readFile(file, "utf8"));
  const world = worldOf(demand, capacityPerTask);
  const plots = values.plots;
  if (plots !== undefined) await mkdir(plots, { recursive: true });
  const results = await compare(world, lineUp(values.resolution === "20" ? 20 : 60), async (result, course) => {
    if (plots === undefined) return;
    const label = [result.name, result.target, result.feed === "own" ? "own" : ""]
      .filter((part) => part !== null && part !== "")
      .join("-");
    await writeFile(join(plots, `${label}.svg`), plot(`${name}: ${label}`, course, world));
  });
  const json = { trace: name, scalers: results };
  return { json, text: text(json) };
}

/** The world in which everyone is judged. */
export function worldOf(demand: Float64Array, capacityPerTask: number): World {
  const peak = demand.reduce((most, load) => Math.max(most, load), 0);
  const initial = Math.max(1, Math.ceil((demand[0] as number) / capacityPerTask / initialShare));
  return {
    demand,
    capacityPerTask,
    initial,
    bounds: { min: 1, max: Math.max(initial, 1, Math.ceil((headroom * peak) / capacityPerTask)) },
  };
}

/** Everyone's figures in one world, Fairway first, those who stand still or know the future last. */
export async function compare(
  world: World,
  scalers: readonly Scaler[],
  seen: (result: Result, course: Course) => Promise<void> | void = () => {},
): Promise<Result[]> {
  const best = oracle(world);
  const { taskHours } = measure(best, world);
  const results: Result[] = [];
  const add = async (who: Pick<Result, "name" | "target" | "feed" | "stepReactionSeconds">, course: Course) => {
    const { name, target, feed, stepReactionSeconds } = who;
    const measures = measure(course, world);
    const result = {
      name,
      target,
      feed,
      ...measures,
      relativeToOracle: measures.taskHours / taskHours,
      stepReactionSeconds,
    };
    results.push(result);
    await seen(result, course);
  };
  for (const scaler of scalers) {
    await add({ ...scaler, stepReactionSeconds: stepReactionSeconds(scaler) }, simulate(scaler, world));
  }
  await add({ name: "static-peak", target: null, feed: "none", stepReactionSeconds: null }, staticPeak(world));
  await add({ name: "oracle", target: null, feed: "none", stepReactionSeconds: null }, best);
  return results;
}
