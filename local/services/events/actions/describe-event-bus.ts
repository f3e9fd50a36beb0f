import type { Action } from "../../../edge/contract.ts";
import { describeBus } from "../describe.ts";
import { findBus } from "../find.ts";
import type { EventsState } from "../state.ts";

export const describeEventBus: Action<"events", "DescribeEventBus", EventsState> = (input, { state }) =>
  describeBus(findBus(state, input.Name));
