import { AwsError } from "../../edge/aws-error.ts";

export interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Adds tags; refuses those that AWS keeps for itself, and more than fifty. */
export function addTags(tags: Map<string, string>, given: readonly Tag[]): void {
  for (const { Key = "" } of given)
    if (Key.toLowerCase().startsWith("aws:"))
      throw new AwsError("InvalidTagParameterException", `The tag key ${Key} is reserved: it starts with aws:.`);
  if (new Set([...tags.keys(), ...given.map(({ Key = "" }) => Key)]).size > 50)
    throw new AwsError("TooManyTagsException", "A repository can have no more than 50 tags.");
  for (const { Key = "", Value = "" } of given) tags.set(Key, Value);
}
