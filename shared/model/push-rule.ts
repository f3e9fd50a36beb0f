import { matchesGlob } from "./glob.ts";
import { isInRange, parseRange, parseVersion } from "./version-range.ts";

/** Which pushed tags a service takes: those that match a pattern, or whose version lies in a range. */
export type PushRule = { readonly tag: string } | { readonly semver: string };

/** Whether a rule takes a tag. A tag that is no version lies in no range. */
export function takesTag(rule: PushRule, tag: string): boolean {
  if ("tag" in rule) return matchesGlob(rule.tag, tag);
  const [version, range] = [parseVersion(tag), parseRange(rule.semver)];
  return version !== undefined && range !== undefined && isInRange(version, range);
}

/** `tag v*`, `semver >=1 <3`: for a reason. */
export function describeRule(rule: PushRule): string {
  return "tag" in rule ? `tag ${rule.tag}` : `semver ${rule.semver}`;
}
