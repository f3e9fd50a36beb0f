import { canonicalJson } from "../../model/digest.ts";
import { tagKeys } from "../names.ts";
import type { Tags } from "../plan.ts";
import type { Difference, Value } from "./match.ts";

/** One entry for each field whose two values differ. Objects are compared by content, lists in order. */
export function differencesOf(
  fields: Readonly<Record<string, readonly [desired: Value | undefined, actual: Value | undefined]>>,
): Difference[] {
  return Object.entries(fields)
    .filter(([, [desired, actual]]) => !sameValue(desired, actual))
    .map(([field, [desired, actual]]) => ({ field, desired, actual }));
}

/** Only what the plan sets is compared: AWS answers many more attributes, which stay at its defaults. */
export function attributeDifferences(
  desired: Readonly<Record<string, string>>,
  actual: Readonly<Record<string, string>>,
): Difference[] {
  return differencesOf(
    Object.fromEntries(Object.entries(desired).map(([key, value]) => [`attributes.${key}`, [value, actual[key]]])),
  );
}

/**
 * The tags that must be set. Foreign tags stay; `fairway:deployment` names the creator and is never rewritten.
 */
export function tagDifferences(desired: Tags, actual: Tags): Difference[] {
  return differencesOf(
    Object.fromEntries(
      Object.entries(desired)
        .filter(([key]) => key !== tagKeys.deployment)
        .map(([key, value]) => [`tags.${key}`, [value, actual[key]]]),
    ),
  );
}

/** The tags to send with a call that sets them: what differs, less what is never rewritten. */
export function tagsToSet(desired: Tags, actual: Tags): Tags {
  return Object.fromEntries(
    Object.entries(desired).filter(([key, value]) => key !== tagKeys.deployment && actual[key] !== value),
  );
}

/** Lists whose order means nothing. */
export function sorted<T extends Value>(values: readonly T[]): readonly T[] {
  return [...values].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
}

export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: Value | undefined): string {
  return value === undefined ? "undefined" : canonicalJson(value);
}
