import { AwsError } from "../../edge/aws-error.ts";
import { errors } from "./errors.ts";
import type { Ec2State } from "./state.ts";

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

export interface TagSpecification {
  readonly ResourceType?: string | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

/** The tags that a create call wants for resources of this type; other types in the specification are refused. */
export function specifiedTags(
  specifications: readonly TagSpecification[] | undefined,
  ...types: readonly string[]
): readonly Tag[] {
  for (const { ResourceType } of specifications ?? []) {
    if (ResourceType && types.includes(ResourceType)) continue;
    throw errors.invalidValue(`'${ResourceType}' is not a valid taggable resource type for this operation.`);
  }
  const tags = (specifications ?? []).flatMap((specification) => specification.Tags ?? []);
  const keys = tags.map((tag) => tag.Key);
  if (new Set(keys).size < keys.length) {
    throw errors.invalidValue("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  }
  checkTags(tags);
  return tags;
}

/** Sets tags on a resource: a key that it has already gets the new value. */
export function setTags(state: Ec2State, id: string, tags: readonly Tag[]): void {
  checkTags(tags);
  const merged = new Map(state.tags.get(id));
  for (const tag of tags) merged.set(tag.Key as string, tag.Value ?? "");
  if (merged.size > 50) {
    throw new AwsError("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
  }
  if (merged.size > 0) state.tags.set(id, merged);
}

/** The tags of a resource as EC2 lists them. */
export function tagList(state: Ec2State, id: string): { Key: string; Value: string }[] {
  return [...(state.tags.get(id) ?? [])].map(([Key, Value]) => ({ Key, Value }));
}

function checkTags(tags: readonly Tag[]): void {
  for (const { Key: key, Value: value = "" } of tags) {
    if (!key) throw errors.missing("Tag.Key");
    if (key.startsWith("aws:")) {
      throw errors.invalidValue("Tag keys starting with 'aws:' are reserved for internal use");
    }
    if (key.length > 127) throw errors.invalidValue("Tag key exceeds the maximum length of 127 characters");
    if (value.length > 255) throw errors.invalidValue("Tag value exceeds the maximum length of 255 characters");
  }
}
