import { seededRandom } from "../../../../world/random.ts";
import type { Json } from "../json.ts";
import { type Intrinsic, refuse } from "./intrinsic.ts";

/** `States.MathAdd(1, 2)` → `3` */
export const mathAdd: Intrinsic = ([left, right]) => integer(left) + integer(right);

/** `States.MathRandom(1, 10)` → an integer from 1 to 9; with a third argument always the same one. */
export const mathRandom: Intrinsic = ([from, to, seed], random) => {
  const [low, high] = [integer(from), integer(to)];
  if (high <= low) return refuse("the second argument must be greater than the first");
  const source = seed === undefined ? random : seededRandom(integer(seed));
  return low + Math.floor(source.next() * (high - low));
};

/** `States.UUID()` → a version-4 UUID */
export const uuid: Intrinsic = (_, random) => random.uuid();

function integer(value: Json | undefined): number {
  return typeof value === "number" ? Math.round(value) : refuse("the arguments must be numbers");
}
