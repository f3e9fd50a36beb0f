import type { Random } from "../../../../world/random.ts";
import { Fault } from "../faults.ts";
import type { Json } from "../json.ts";

/** One of the language's own functions. `random` is what `States.UUID` and `States.MathRandom` draw from. */
export type Intrinsic = (args: readonly Json[], random: Random) => Json;

/** Says what is wrong with an argument. The caller adds which function it was. */
export function refuse(problem: string): never {
  throw new Fault(problem, "States.IntrinsicFailure");
}
