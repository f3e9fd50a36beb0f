import type { Deliveries } from "../../../local/services/events/deliveries.ts";
import type { World } from "../../../local/world/world.ts";

/** How all events of a world travel to all reactors, from its beginning to its end. */
export const weathers = ["lost", "doubled", "shuffled", "some of each", "a day late"] as const;

export type Weather = (typeof weathers)[number];

const minute = 60_000;
const day = 24 * 60 * minute;
const each = weathers.slice(0, 3);

/** After so long the last event has come. */
export function longestDelay(weather: Weather): number {
  return weather === "a day late" ? day + 15 * minute : 15 * minute;
}

/** The deliveries under a weather. Ticks come as ever: a schedule is no event that someone tells. */
export function underWeather(weather: Weather, plain: Deliveries, { random }: World): Deliveries {
  const late = (most: number): number => Math.floor(random.next() * most);
  const travel = (kind: Weather, delays: readonly number[]): readonly number[] => {
    switch (kind) {
      case "lost":
        return [];
      case "doubled":
        return delays.flatMap((delay) => [delay, delay + late(10 * minute)]);
      case "shuffled":
        return delays.map((delay) => delay + late(5 * minute));
      case "some of each":
        return travel(each[Math.floor(random.next() * each.length)] as Weather, delays);
      case "a day late":
        return delays.map((delay) => delay + day + late(5 * minute));
    }
  };
  return {
    plan(delivery) {
      const delays = plain.plan(delivery);
      return delivery.event["detail-type"] === "Scheduled Event" ? delays : travel(weather, delays);
    },
  };
}
