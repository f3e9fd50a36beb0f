import { AwsError } from "../../edge/aws-error.ts";

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);

/** A name as PutParameter takes it. Answers the name. */
export function nameGiven(name = ""): string {
  if (/^\/?(aws|ssm)/i.test(name) || !/^[a-zA-Z0-9_.\-/]+$/.test(name))
    throw invalid(
      'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  if (name.includes("/") && !name.startsWith("/")) throw invalid("Parameter name must be a fully qualified name");
  if (name.split("/").length - 1 > 15)
    throw new AwsError(
      "HierarchyLevelLimitExceededException",
      "Parameter name can't have more than 15 levels. Use fewer slashes.",
    );
  return name;
}

const largest = { Standard: 4_096, Advanced: 8_192 };

/** A value that fits its tier and its own pattern. Answers the value. */
export function valueGiven(value: string, tier: keyof typeof largest, allowedPattern: string | undefined): string {
  if (Buffer.byteLength(value) > largest[tier])
    throw invalid(
      tier === "Standard"
        ? `Standard tier parameters support a maximum parameter value of ${largest.Standard} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.`
        : `Advanced tier parameters support a maximum parameter value of ${largest.Advanced} characters.`,
    );
  if (allowedPattern !== undefined && !new RegExp(allowedPattern).test(value))
    throw new AwsError(
      "ParameterPatternMismatchException",
      `Parameter value, cannot be validated against allowedPattern: ${allowedPattern}`,
    );
  return value;
}

/** Adds tags; refuses those that AWS keeps for itself, and more than fifty. */
export function addTags(
  tags: Map<string, string>,
  given: readonly { Key?: string | undefined; Value?: string | undefined }[],
): void {
  for (const { Key = "" } of given)
    if (Key.toLowerCase().startsWith("aws:")) throw invalid(`The tag key ${Key} is reserved: it starts with aws:.`);
  const keys = new Set([...tags.keys(), ...given.map(({ Key = "" }) => Key)]);
  if (keys.size > 50) throw new AwsError("TooManyTagsError", "A parameter can have no more than 50 tags.");
  for (const { Key = "", Value = "" } of given) tags.set(Key, Value);
}
