import { selectInput, selectOutput } from "../../language/data-flow.ts";
import type { WaitState } from "../../language/definition.ts";
import { Fault } from "../../language/faults.ts";
import { readPath } from "../../language/path/read.ts";
import type { Reading } from "../../language/template.ts";
import { parseTimestamp } from "../../language/timestamp.ts";
import { numberOf, readingOf, type StateRunner, type Visit } from "../visit.ts";

/** Wait: lets time pass, for a number of seconds or until a moment. */
export const runWait: StateRunner<WaitState> = async (visit) => {
  const { state, thread } = visit;
  const { clock } = thread.engine.host.world;
  const reading = readingOf(visit, selectInput(state.InputPath, readingOf(visit, visit.input)));
  await thread.scope.sleep(clock, delayOf(visit, reading, clock.now()));
  return { output: selectOutput(state.OutputPath, reading), next: state.Next };
};

function delayOf(visit: Visit<WaitState>, reading: Reading, now: number): number {
  const seconds = numberOf(reading, visit, "Seconds");
  if (seconds !== undefined) return seconds * 1000;
  const { Timestamp, TimestampPath = "" } = visit.state;
  const value = Timestamp ?? readPath(TimestampPath, reading, "TimestampPath");
  const until = parseTimestamp(value);
  if (until === undefined)
    throw new Fault(
      `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${TimestampPath} == ${JSON.stringify(value)}`,
    );
  return Math.max(0, until - now);
}
