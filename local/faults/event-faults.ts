import type { Deliveries } from "../services/events/index.ts";
import type { EventFault } from "./fault.ts";

/** Loses, doubles or delays events as the faults say that wait for them. */
export function eventFaults(
  take: (fits: (fault: EventFault) => boolean) => EventFault | undefined,
  plain: Deliveries,
): Deliveries {
  return {
    plan(delivery) {
      const delays = plain.plan(delivery);
      const type = delivery.event["detail-type"];
      const fault = take(({ detailType }) => detailType === undefined || detailType === type);
      if (!fault) return delays;
      switch (fault.kind) {
        case "lose-events":
          return [];
        case "duplicate-events":
          return delays.flatMap((delay) => [delay, delay + 1]);
        case "delay-events":
          return delays.map((delay) => delay + fault.seconds * 1_000);
      }
    },
  };
}
