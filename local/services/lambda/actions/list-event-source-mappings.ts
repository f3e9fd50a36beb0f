import type { Action } from "../../../edge/contract.ts";
import { parseReference } from "../find.ts";
import { describeMapping } from "../mappings/mapping.ts";
import { page } from "../pages.ts";
import type { LambdaState } from "../state.ts";

/** Lists mappings, of a queue or of a function where one is named. */
export const listEventSourceMappings: Action<"lambda", "ListEventSourceMappings", LambdaState> = (
  input,
  { state, world },
) => {
  const name = input.FunctionName && parseReference(input.FunctionName).name;
  const found = [...state.mappings.values()].filter(
    (mapping) =>
      (!name || mapping.functionName === name) && (!input.EventSourceArn || mapping.queueArn === input.EventSourceArn),
  );
  const { items, marker } = page(found, input);
  return { EventSourceMappings: items.map((mapping) => describeMapping(world, mapping)), ...marker };
};
