import type { Action } from "../../../edge/contract.ts";
import { describeMapping, findMapping } from "../mappings/mapping.ts";
import type { LambdaState } from "../state.ts";

export const getEventSourceMapping: Action<"lambda", "GetEventSourceMapping", LambdaState> = (
  input,
  { state, world },
) => describeMapping(world, findMapping(state, input.UUID));
