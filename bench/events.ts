/**
 * How the event functions stand a burst: 10,000 events of 1,000 tasks (and pushes, rotations, dead executions and
 * commands among them), with duplicates, in no order. The packaged stack with its roles and rules is in the local cloud,
 * in this process, over the table in memory; each function gets its share by the stack's own rules, a hundred events at
 * the same moment, queues in their batches.
 *
 * **Events per second** are of this machine, on one core, the in-process cloud's work included: a floor, since in Lambda
 * each event has a function of its own. **Calls per event** are all calls of AWS, the table's too, on average: they are
 * what a burst costs, and are the same in an account.
 */
import { parseArgs } from "node:util";
import { packageStack } from "../functions/build/package.ts";
import { type BurstResult, measureBurst } from "./events/measure.ts";

export interface EventsBench {
  readonly functions: readonly {
    readonly name: string;
    readonly eventsPerSecond: number;
    readonly callsPerEvent: number;
  }[];
  readonly incidents: number;
  readonly duplicates: number;
}

/** Options: `--events N` (default 10000), `--tasks N` (default 1000). */
export async function run(args: readonly string[]): Promise<{ json: EventsBench; text: string }> {
  const { values } = parseArgs({
    args: [...args],
    options: { events: { type: "string", default: "10000" }, tasks: { type: "string", default: "1000" } },
  });
  await packageStack();
  const result = await measureBurst({ events: Number(values.events), tasks: Number(values.tasks) });
  const json = {
    functions: result.functions.map(({ name, eventsPerSecond, callsPerEvent }) => ({
      name,
      eventsPerSecond,
      callsPerEvent,
    })),
    incidents: new Set(result.incidents).size,
    duplicates: result.duplicates,
  };
  return { json, text: text(result) };
}

function text({ functions, incidents, tasks, duplicates, messages }: BurstResult): string {
  const row = (cells: readonly (string | number)[]): string =>
    cells.map((cell, index) => (index === 0 ? String(cell).padEnd(24) : String(cell).padStart(12))).join("");
  const told = Object.entries(messages).map(([service, titles]) => `  ${service}: ${titles.join(" · ")}`);
  return [
    row(["function", "events", "events/s", "calls/event", "at most"]),
    ...functions.map((one) => row([one.name, one.events, one.eventsPerSecond, one.callsPerEvent, one.mostCalls])),
    "",
    `${incidents.length} incidents of ${tasks} stopped tasks; ${duplicates} events were duplicates. People were told:`,
    ...told,
    "",
  ].join("\n");
}
