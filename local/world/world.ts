import type { Clock } from "./clock.ts";
import type { Profile, Range } from "./profile.ts";
import type { Random } from "./random.ts";

/** What every service of the local cloud is given: the only sources of time, chance and names. */
export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly profile: Profile;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** `arn:aws:<service>:<region>:<account>:<resource>`. */
export function arn(world: World, service: string, resource: string): string {
  const region = service === "iam" ? "" : world.region;
  return `arn:aws:${service}:${region}:${world.account}:${resource}`;
}

/** Draws a duration in milliseconds from one of the profile's ranges. */
export function draw(world: World, range: Range): number {
  return Math.round(world.random.between(range[0], range[1]));
}

/** The two availability zones of the local region's default network, and one more. */
export function zones(world: World): readonly string[] {
  return ["a", "b", "c"].map((letter) => `${world.region}${letter}`);
}
