import type { EventsPort } from "../../cloud.ts";
import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";
import { makeBus } from "./bus.ts";
import { type Deliveries, plainDeliveries } from "./deliveries.ts";
import { permissions } from "./permissions.ts";
import { eventsPort } from "./port.ts";
import type { EventDeadLetter, EventsState } from "./state.ts";

export type { Deliveries } from "./deliveries.ts";
export { plainDeliveries } from "./deliveries.ts";
export type { Event, EventDeadLetter } from "./state.ts";

export interface Events {
  readonly service: Service;
  readonly port: EventsPort;
  /** Events that no attempt could deliver, oldest first. */
  deadLetters(): readonly EventDeadLetter[];
}

/** Makes EventBridge with the default bus. `deliveries` decides when events arrive; plainly, once, unless told. */
export function createEvents(host: Host, options: { deliveries?: Deliveries } = {}): Events {
  const state: EventsState = {
    buses: new Map([["default", makeBus(host.world, "default")]]),
    deliveries: options.deliveries ?? plainDeliveries(host.world),
    deadLetters: [],
  };
  host.cloud.tags.provide(
    () =>
      [...state.buses.values()]
        .flatMap((bus) => [bus, ...bus.rules.values()])
        .map(({ arn, tags }) => ({ arn, tags: Object.fromEntries(tags) })),
    "events",
  );
  const close = async (): Promise<void> => {
    for (const bus of state.buses.values()) for (const rule of bus.rules.values()) rule.timer?.cancel();
  };
  return {
    service: defineService({ kind: "events", prefix: "events", host, state, actions, permissions, close }),
    port: eventsPort(host, state),
    deadLetters: () => state.deadLetters,
  };
}
