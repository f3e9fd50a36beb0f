import { AwsError } from "../../edge/aws-error.ts";
import { latest, type Parameter, type ParameterVersion, type SsmState } from "./state.ts";

/** Finds a parameter by name or ARN. */
export function findParameter(state: SsmState, nameOrArn: string): Parameter | undefined {
  const named = state.parameters.get(nameOrArn);
  return named ?? [...state.parameters.values()].find((parameter) => parameter.arn === nameOrArn);
}

export function requireParameter(state: SsmState, nameOrArn: string | undefined): Parameter {
  const parameter = findParameter(state, nameOrArn ?? "");
  if (!parameter) throw new AwsError("ParameterNotFound", `Parameter ${nameOrArn} not found.`);
  return parameter;
}

/** What a reader's text leads to: a parameter, one of its versions, and the selector that chose it. */
export interface Selected {
  readonly parameter: Parameter;
  readonly version: ParameterVersion;
  /** `:3` where the reader asked for `/prod/db:3`. */
  readonly selector: string | undefined;
}

/** Finds what `name`, an ARN, or either with `:<version>` behind it names. Labels are not kept here. */
export function findSelected(state: SsmState, text: string): Selected | "no parameter" | "no version" {
  const whole = findParameter(state, text);
  if (whole) return { parameter: whole, version: latest(whole), selector: undefined };
  const colon = text.lastIndexOf(":");
  const parameter = colon < 0 ? undefined : findParameter(state, text.slice(0, colon));
  if (!parameter) return "no parameter";
  const version = parameter.versions.find((one) => String(one.version) === text.slice(colon + 1));
  return version ? { parameter, version, selector: text.slice(colon) } : "no version";
}

export function requireSelected(state: SsmState, text: string): Selected {
  const selected = findSelected(state, text);
  if (selected === "no parameter") throw new AwsError("ParameterNotFound", `Parameter ${text} not found.`);
  if (selected === "no version")
    throw new AwsError(
      "ParameterVersionNotFound",
      `Systems Manager could not find version ${text.slice(text.lastIndexOf(":") + 1)} of ${text.slice(0, text.lastIndexOf(":"))}. Verify the version and try again.`,
    );
  return selected;
}
