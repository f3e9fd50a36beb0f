import type { EventsPort } from "../../cloud.ts";
import type { Host } from "../../edge/contract.ts";
import { findBus } from "./find.ts";
import { makeEvent, publish } from "./publish.ts";
import type { EventsState } from "./state.ts";

/** EventBridge, as the services which send events see it. */
export function eventsPort(host: Host, state: EventsState): EventsPort {
  return {
    emit(content) {
      const event = makeEvent(host, { ...content, detail: structuredClone(content.detail) });
      publish(host, state, findBus(state, undefined), event);
    },
  };
}
