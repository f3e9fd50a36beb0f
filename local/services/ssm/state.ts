import { AwsError } from "../../edge/aws-error.ts";
import { arn, type World } from "../../world/world.ts";

/** What Parameter Store holds, by parameter name. */
export interface SsmState {
  readonly parameters: Map<string, Parameter>;
}

export interface Parameter {
  readonly name: string;
  readonly arn: string;
  readonly type: ParameterType;
  readonly value: string;
  readonly version: number;
  readonly modifiedAt: number;
  readonly description: string | undefined;
  readonly tags: Map<string, string>;
}

export type ParameterType = "String" | "StringList" | "SecureString";

export function emptyState(): SsmState {
  return { parameters: new Map() };
}

/** `/prod/db` → `arn:aws:ssm:…:parameter/prod/db`; a name without a leading slash gets one in its ARN. */
export function parameterArn(world: World, name: string): string {
  return arn(world, "ssm", `parameter/${name.replace(/^\//, "")}`);
}

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

/** A parameter as the API shows it; a secure value is shown in its encrypted form unless decryption is asked for. */
export function describeParameter(parameter: Parameter, decrypt: boolean | undefined) {
  const hidden = parameter.type === "SecureString" && !decrypt;
  return {
    Name: parameter.name,
    Type: parameter.type,
    Value: hidden ? Buffer.from(`encrypted:${parameter.name}`).toString("base64") : parameter.value,
    Version: parameter.version,
    LastModifiedDate: new Date(parameter.modifiedAt),
    ARN: parameter.arn,
    DataType: "text",
  };
}
