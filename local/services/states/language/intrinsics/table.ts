import { array, arrayContains, arrayGetItem, arrayLength, arrayPartition, arrayRange, arrayUnique } from "./arrays.ts";
import { base64Decode, base64Encode, hash } from "./encoding.ts";
import type { Intrinsic } from "./intrinsic.ts";
import { mathAdd, mathRandom, uuid } from "./numbers.ts";
import { format, jsonMerge, jsonToString, stringSplit, stringToJson } from "./text.ts";

interface Entry {
  readonly run: Intrinsic;
  /** How few and how many arguments it takes. */
  readonly arity: readonly [least: number, most: number];
}

/** The language's own functions. */
export const intrinsics: Readonly<Record<string, Entry>> = {
  "States.Array": { run: array, arity: [0, Number.POSITIVE_INFINITY] },
  "States.ArrayContains": { run: arrayContains, arity: [2, 2] },
  "States.ArrayGetItem": { run: arrayGetItem, arity: [2, 2] },
  "States.ArrayLength": { run: arrayLength, arity: [1, 1] },
  "States.ArrayPartition": { run: arrayPartition, arity: [2, 2] },
  "States.ArrayRange": { run: arrayRange, arity: [3, 3] },
  "States.ArrayUnique": { run: arrayUnique, arity: [1, 1] },
  "States.Base64Decode": { run: base64Decode, arity: [1, 1] },
  "States.Base64Encode": { run: base64Encode, arity: [1, 1] },
  "States.Format": { run: format, arity: [1, Number.POSITIVE_INFINITY] },
  "States.Hash": { run: hash, arity: [2, 2] },
  "States.JsonMerge": { run: jsonMerge, arity: [3, 3] },
  "States.JsonToString": { run: jsonToString, arity: [1, 1] },
  "States.MathAdd": { run: mathAdd, arity: [2, 2] },
  "States.MathRandom": { run: mathRandom, arity: [2, 3] },
  "States.StringSplit": { run: stringSplit, arity: [2, 2] },
  "States.StringToJson": { run: stringToJson, arity: [1, 1] },
  "States.UUID": { run: uuid, arity: [0, 0] },
};
