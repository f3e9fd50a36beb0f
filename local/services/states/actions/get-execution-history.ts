import type { Action } from "../../../edge/contract.ts";
import { findExecution } from "../find.ts";
import { page } from "../pages.ts";
import type { Running } from "../running.ts";
import type { HistoryEvent } from "../state.ts";

/** Tells what happened in an execution, event by event. */
export const getExecutionHistory: Action<"states", "GetExecutionHistory", Running> = (input, { state }) => {
  const { history } = findExecution(state, input.executionArn ?? "");
  const { items, nextToken } = page(input.reverseOrder ? history.toReversed() : history, input);
  return {
    events: input.includeExecutionData === false ? items.map(withoutData) : items,
    ...(nextToken && { nextToken }),
  };
};

const data: ReadonlySet<string> = new Set(["input", "inputDetails", "output", "outputDetails"]);

function withoutData(event: HistoryEvent): HistoryEvent {
  const entries = Object.entries(event).map(([key, value]): [string, unknown] => {
    if (!key.endsWith("EventDetails")) return [key, value];
    return [key, Object.fromEntries(Object.entries(value as object).filter(([member]) => !data.has(member)))];
  });
  return Object.fromEntries(entries) as unknown as HistoryEvent;
}
