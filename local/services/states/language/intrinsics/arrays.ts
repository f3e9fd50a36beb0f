import { type Json, sameJson } from "../json.ts";
import { type Intrinsic, refuse } from "./intrinsic.ts";

const maximumItems = 1_000;

/** `States.Array('a', 1)` → `["a", 1]` */
export const array: Intrinsic = (args) => [...args];

/** `States.ArrayPartition([1,2,3], 2)` → `[[1,2],[3]]` */
export const arrayPartition: Intrinsic = ([items, size]) => {
  if (!Array.isArray(items)) return refuse("the first argument must be an array");
  if (!isInteger(size) || size < 1) return refuse("the second argument must be a positive integer");
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
};

/** `States.ArrayContains([1,2], 2)` → `true` */
export const arrayContains: Intrinsic = ([items, wanted]) => {
  if (!Array.isArray(items)) return refuse("the first argument must be an array");
  return items.some((item) => sameJson(item, wanted as Json));
};

/** `States.ArrayRange(1, 9, 2)` → `[1,3,5,7,9]` */
export const arrayRange: Intrinsic = ([first, last, step]) => {
  if (!isInteger(first) || !isInteger(last) || !isInteger(step)) return refuse("all arguments must be integers");
  if (step === 0) return refuse("the third argument must not be 0");
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > maximumItems) return refuse(`the range must have at most ${maximumItems} items`);
  return Array.from({ length }, (_, index) => first + index * step);
};

/** `States.ArrayGetItem([1,2,3], 1)` → `2` */
export const arrayGetItem: Intrinsic = ([items, index]) => {
  if (!Array.isArray(items)) return refuse("the first argument must be an array");
  const item = isInteger(index) ? items[index] : undefined;
  return item === undefined ? refuse("the second argument must be the index of an item") : item;
};

/** `States.ArrayLength([1,2])` → `2` */
export const arrayLength: Intrinsic = ([items]) =>
  Array.isArray(items) ? items.length : refuse("the argument must be an array");

/** `States.ArrayUnique([1,2,1])` → `[1,2]` */
export const arrayUnique: Intrinsic = ([items]) => {
  if (!Array.isArray(items)) return refuse("the argument must be an array");
  return items.filter((item, index) => items.findIndex((other) => sameJson(item, other)) === index);
};

function isInteger(value: Json | undefined): value is number {
  return Number.isInteger(value);
}
