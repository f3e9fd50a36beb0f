import type { World } from "../../world/world.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An id as IAM makes them: a prefix that tells its kind (`AROA` a role, `ANPA` a policy), and 17 characters. */
export function newId(world: World, prefix: "AROA" | "ANPA"): string {
  return prefix + world.random.characters(17, alphabet);
}

/** An access key of a session: they begin with `ASIA`. */
export function newAccessKey(world: World): string {
  return `ASIA${world.random.characters(16, alphabet)}`;
}
