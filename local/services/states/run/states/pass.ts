import { fillParameters, outputOf, selectInput } from "../../language/data-flow.ts";
import type { PassState } from "../../language/definition.ts";
import { readingOf, type StateRunner } from "../visit.ts";

/** Pass: hands on its input, its `Parameters` or a fixed `Result`. */
export const runPass: StateRunner<PassState> = (visit) => {
  const { state } = visit;
  const input = selectInput(state.InputPath, readingOf(visit, visit.input));
  const filled = fillParameters(state.Parameters, readingOf(visit, input));
  const result = state.Result === undefined ? filled : state.Result;
  return { output: outputOf(state, visit.input, result, readingOf(visit, visit.input)), next: state.Next };
};
