/** Any JSON value: what flows from state to state. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

/** Whether the value is an object with members (not null, not an array). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether two values are the same JSON, whatever the order of their members. */
export function sameJson(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => sameJson(item, right[index] as Json));
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key] as Json, right[key] as Json))
  );
}

/** How many bytes the value takes as UTF-8 text: what Step Functions' payload quota counts. */
export function sizeInBytes(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** Step Functions' quota for the input or output of a state, a task or an execution. */
export const maximumPayloadBytes = 262_144;
