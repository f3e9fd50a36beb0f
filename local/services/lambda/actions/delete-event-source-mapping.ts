import type { Action } from "../../../edge/contract.ts";
import { describeMapping, findMapping } from "../mappings/mapping.ts";
import { stopPolling } from "../mappings/poll.ts";
import type { LambdaState } from "../state.ts";

/** Ends a mapping. Batches that run go on to their end. */
export const deleteEventSourceMapping: Action<"lambda", "DeleteEventSourceMapping", LambdaState> = (
  input,
  { state, world },
) => {
  const mapping = findMapping(state, input.UUID);
  stopPolling(mapping);
  state.mappings.delete(mapping.uuid);
  return describeMapping(world, mapping, "Deleting");
};
