import { choose } from "../../language/choice.ts";
import { selectInput, selectOutput } from "../../language/data-flow.ts";
import type { ChoiceState } from "../../language/definition.ts";
import { Fault } from "../../language/faults.ts";
import { readingOf, type StateRunner } from "../visit.ts";

/** Choice: goes on where the first matching rule says. */
export const runChoice: StateRunner<ChoiceState> = (visit) => {
  const { state } = visit;
  const input = selectInput(state.InputPath, readingOf(visit, visit.input));
  const next = choose(state, readingOf(visit, input));
  if (next === undefined)
    throw new Fault(
      "Failed to transition out of the state. The state does not point to a next state.",
      "States.NoChoiceMatched",
    );
  return { output: selectOutput(state.OutputPath, readingOf(visit, input)), next };
};
