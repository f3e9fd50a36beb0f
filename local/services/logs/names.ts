import { AwsError } from "../../edge/aws-error.ts";

const constraint = (value: string, member: string, rule: string): AwsError =>
  new AwsError(
    "InvalidParameterException",
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );

/** Letters, digits and `. - _ / #`, at most 512: CreateLogGroup's API reference. Answers the name. */
export function groupNameGiven(name = ""): string {
  if (name.length < 1) throw constraint(name, "logGroupName", "have length greater than or equal to 1");
  if (name.length > 512) throw constraint(name, "logGroupName", "have length less than or equal to 512");
  if (!/^[.\-_/#A-Za-z0-9]+$/.test(name))
    throw constraint(name, "logGroupName", "satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+");
  return name;
}

/** Anything but `:` and `*`, at most 512: CreateLogStream's API reference. Answers the name. */
export function streamNameGiven(name = ""): string {
  if (name.length < 1) throw constraint(name, "logStreamName", "have length greater than or equal to 1");
  if (name.length > 512) throw constraint(name, "logStreamName", "have length less than or equal to 512");
  if (/[:*]/.test(name)) throw constraint(name, "logStreamName", "satisfy regular expression pattern: [^:*]*");
  return name;
}

/** Adds tags; refuses those that AWS keeps for itself, and more than fifty. */
export function addTags(tags: Map<string, string>, given: Readonly<Record<string, string>>): void {
  for (const key of Object.keys(given))
    if (key.toLowerCase().startsWith("aws:"))
      throw new AwsError("InvalidParameterException", `The tag key '${key}' is reserved: it starts with aws:.`);
  if (new Set([...tags.keys(), ...Object.keys(given)]).size > 50)
    throw new AwsError("TooManyTagsException", "A resource can have no more than 50 tags.");
  for (const [key, value] of Object.entries(given)) tags.set(key, value);
}
