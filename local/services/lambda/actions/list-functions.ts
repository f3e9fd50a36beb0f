import type { Action } from "../../../edge/contract.ts";
import { describeSettings } from "../configuration.ts";
import { page } from "../pages.ts";
import type { LambdaState } from "../state.ts";

/** Lists functions by name; with `FunctionVersion: ALL` their published versions too. */
export const listFunctions: Action<"lambda", "ListFunctions", LambdaState> = (input, { state }) => {
  const functions = [...state.functions.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  const settings = functions.flatMap((found) =>
    input.FunctionVersion === "ALL" ? [found.latest, ...found.versions] : [found.latest],
  );
  const { items, marker } = page(settings, input);
  return { Functions: items.map(describeSettings), ...marker };
};
