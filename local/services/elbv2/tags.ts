import { AwsError } from "../../edge/aws-error.ts";
import { errors } from "./errors.ts";
import { findListener, findLoadBalancer, findRule, findTargetGroup } from "./find.ts";
import type { Elbv2State } from "./state.ts";

export interface Tag {
  readonly Key: string | undefined;
  readonly Value?: string | undefined;
}

/** Throws on tags that AWS would not take. */
export function checkTags(tags: readonly Tag[] | undefined): void {
  const keys = (tags ?? []).map((tag) => tag.Key);
  if (new Set(keys).size < keys.length) {
    throw new AwsError("DuplicateTagKeysException", "Duplicate tag keys found. Tag keys must be unique.");
  }
  for (const { Key: key = "", Value: value = "" } of tags ?? []) {
    if (key === "" || key.length > 128) throw errors.validation(`Tag key '${key}' must have 1 to 128 characters`);
    if (value.length > 256) throw errors.validation(`Tag value '${value}' cannot be longer than 256 characters`);
    if (key.startsWith("aws:")) throw errors.validation(`Tag key '${key}' cannot start with 'aws:'`);
  }
}

/** Sets tags on a resource: a key that it has already gets the new value. */
export function setTags(state: Elbv2State, arn: string, tags: readonly Tag[] | undefined): void {
  if (!tags?.length) return;
  checkTags(tags);
  const merged = new Map(state.tags.get(arn));
  for (const tag of tags) merged.set(tag.Key as string, tag.Value ?? "");
  if (merged.size > 50) throw new AwsError("TooManyTagsException", `The limit for tags per resource is 50`);
  state.tags.set(arn, merged);
}

/** Throws unless there is a resource with this ARN. */
export function requireTaggable(state: Elbv2State, arn: string): void {
  if (arn.includes(":loadbalancer/")) findLoadBalancer(state, arn);
  else if (arn.includes(":targetgroup/")) findTargetGroup(state, arn);
  else if (arn.includes(":listener/")) findListener(state, arn);
  else if (arn.includes(":listener-rule/")) findRule(state, arn);
  else throw errors.validation(`'${arn}' is not a valid resource ARN`);
}
