import type { Action } from "../../../edge/contract.ts";
import { describeRule as describe } from "../describe.ts";
import { findRule } from "../find.ts";
import type { EventsState } from "../state.ts";

export const describeRule: Action<"events", "DescribeRule", EventsState> = (input, { state, world }) => ({
  ...describe(findRule(state, input.Name, input.EventBusName)),
  CreatedBy: world.account,
});
