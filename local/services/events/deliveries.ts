import { draw, type World } from "../../world/world.ts";
import type { Event } from "./state.ts";

/** Decides when an event reaches a target. The place for faults: late, twice, out of order, never. */
export interface Deliveries {
  /** Delays in milliseconds, one for each time that the event is to be delivered. None: it is lost. */
  plan(delivery: { readonly event: Event; readonly ruleArn: string; readonly targetArn: string }): readonly number[];
}

/** Once, after a draw of the profile's `eventDelivery`. */
export function plainDeliveries(world: World): Deliveries {
  return { plan: () => [draw(world, world.profile.eventDelivery)] };
}
