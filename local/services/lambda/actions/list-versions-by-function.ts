import type { Action } from "../../../edge/contract.ts";
import { describeSettings } from "../configuration.ts";
import { findFunction } from "../find.ts";
import { page } from "../pages.ts";
import type { LambdaState } from "../state.ts";

export const listVersionsByFunction: Action<"lambda", "ListVersionsByFunction", LambdaState> = (
  input,
  { state, world },
) => {
  const found = findFunction(state, world, input.FunctionName as string);
  const { items, marker } = page([found.latest, ...found.versions], input);
  return { Versions: items.map(describeSettings), ...marker };
};
