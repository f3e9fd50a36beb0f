import { AwsError } from "../../edge/aws-error.ts";
import { arn, type World } from "../../world/world.ts";
import type { FunctionSettings, LambdaFunction, LambdaState } from "./state.ts";

export interface FunctionReference {
  readonly name: string;
  readonly qualifier?: string;
}

/** Reads the name forms that Lambda takes: `name`, `name:qualifier`, `123456789012:function:name`, an ARN. */
export function parseReference(reference: string): FunctionReference {
  const parts = reference.split(":");
  const position = parts.lastIndexOf("function");
  const [name = "", qualifier] = parts.slice(position + 1);
  return qualifier ? { name, qualifier } : { name };
}

export function functionArn(world: World, name: string): string {
  return arn(world, "lambda", `function:${name}`);
}

/** Finds the function that `reference` names. Throws ResourceNotFoundException (404) when there is none. */
export function findFunction(state: LambdaState, world: World, reference: string): LambdaFunction {
  const { name, qualifier } = parseReference(reference);
  const found = state.functions.get(name);
  if (!found) throw notFound(qualifier ? `${functionArn(world, name)}:${qualifier}` : functionArn(world, name));
  return found;
}

/** Finds what runs under a qualifier: `$LATEST` (also when none is given) or a version's number. */
export function findSettings(found: LambdaFunction, reference: string, qualifier?: string): FunctionSettings {
  const wanted = qualifier ?? parseReference(reference).qualifier ?? "$LATEST";
  if (wanted === "$LATEST") return found.latest;
  const settings = found.versions.find((version) => version.version === wanted);
  if (!settings) throw notFound(`${found.arn}:${wanted}`);
  return settings;
}

function notFound(resource: string): AwsError {
  return new AwsError("ResourceNotFoundException", `Function not found: ${resource}`, {
    status: 404,
    fields: { Type: "User" },
  });
}
