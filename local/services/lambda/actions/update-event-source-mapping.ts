import type { Action } from "../../../edge/contract.ts";
import { describeMapping, findMapping, readSettings } from "../mappings/mapping.ts";
import { setPolling } from "../mappings/poll.ts";
import type { LambdaState } from "../state.ts";

/** Changes what is given: batches, concurrency, or whether it is enabled. */
export const updateEventSourceMapping: Action<"lambda", "UpdateEventSourceMapping", LambdaState> = (input, context) => {
  const { state, world } = context;
  const mapping = findMapping(state, input.UUID);
  Object.assign(mapping, readSettings(input, mapping), { modifiedAt: world.clock.now() });
  setPolling(context, state, mapping);
  return describeMapping(world, mapping, "Updating");
};
