import { seededRandom } from "../../local/world/random.ts";

/** A service of the fleet: its load in tasks' worth at 100 %, at any second. */
export interface Load {
  readonly name: string;
  at(second: number): number;
}

export const minuteSeconds = 60;
const daySeconds = 86_400;

/** Most services of a company are small, a few are large: shares of the fleet, with the load at their busiest hour. */
const sizes = [
  { share: 0.6, least: 0.05, most: 0.6 },
  { share: 0.3, least: 0.6, most: 5 },
  { share: 0.1, least: 5, most: 40 },
] as const;

/** How low the night is, how far apart the busiest hours lie, and how much a minute swings. */
const night = 0.25;
const busiest = { hour: 14, spreadHours: 6 } as const;
const swing = 0.05;

/** Services with a day each: quiet at night, busiest around two, each in its own way. */
export function fleetOf(services: number): Load[] {
  const random = seededRandom(1);
  return Array.from({ length: services }, (_, index) => {
    const peak = peakOf(index / services, random.next());
    const hour = busiest.hour + busiest.spreadHours * (random.next() - 0.5);
    return {
      name: `s${String(index).padStart(5, "0")}`,
      at(second) {
        const day = (1 + Math.cos((2 * Math.PI * (second - hour * 3600)) / daySeconds)) / 2;
        const minute = Math.floor(second / minuteSeconds);
        return peak * (night + (1 - night) * day) * (1 + 2 * swing * (hashed(index, minute) - 0.5));
      },
    };
  });
}

/** One service that has hardly anything to do, and never more. */
export const idler: Load = { name: "idler", at: (second) => 0.2 + 0.02 * Math.sin(second / 3600) };

function peakOf(rank: number, chance: number): number {
  let from = 0;
  for (const { share, least, most } of sizes) {
    if (rank < from + share) return least * (most / least) ** chance;
    from += share;
  }
  return sizes[0].least;
}

/** The same number from 0 to 1 for the same service and minute. */
function hashed(one: number, other: number): number {
  let mixed = Math.imul(one + 1, 0x9e3779b1) ^ Math.imul(other + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 4_294_967_296;
}
