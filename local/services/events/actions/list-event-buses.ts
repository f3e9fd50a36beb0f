import type { Action } from "../../../edge/contract.ts";
import { describeBus } from "../describe.ts";
import { page } from "../pages.ts";
import type { EventsState } from "../state.ts";

export const listEventBuses: Action<"events", "ListEventBuses", EventsState> = (input, { state }) => {
  const buses = [...state.buses.values()].filter((bus) => bus.name.startsWith(input.NamePrefix ?? ""));
  const { items, token } = page(buses, input);
  return { EventBuses: items.map(describeBus), ...token };
};
