import { selectInput, selectOutput } from "../../language/data-flow.ts";
import type { SucceedState } from "../../language/definition.ts";
import { readingOf, type StateRunner } from "../visit.ts";

/** Succeed: ends its branch, or the execution. */
export const runSucceed: StateRunner<SucceedState> = (visit) => {
  const input = selectInput(visit.state.InputPath, readingOf(visit, visit.input));
  return { output: selectOutput(visit.state.OutputPath, readingOf(visit, input)) };
};
