import type { Selected } from "./find.ts";
import { latest, type Parameter, type ParameterVersion } from "./state.ts";

/** A parameter with its value; a secure one in an encrypted form unless decryption is asked for. */
export function withValue({ parameter, version, selector }: Selected, decrypt: boolean | undefined) {
  return {
    Name: parameter.name,
    Type: version.type,
    Value: valueShown(parameter, version, decrypt),
    Version: version.version,
    Selector: selector,
    LastModifiedDate: new Date(version.modifiedAt),
    ARN: parameter.arn,
    DataType: version.dataType,
  };
}

export function latestWithValue(parameter: Parameter, decrypt: boolean | undefined) {
  return withValue({ parameter, version: latest(parameter), selector: undefined }, decrypt);
}

/** What is told of a parameter beside its value. */
export function withoutValue(parameter: Parameter, version: ParameterVersion) {
  return {
    Name: parameter.name,
    Type: version.type,
    KeyId: version.type === "SecureString" ? "alias/aws/ssm" : undefined,
    LastModifiedDate: new Date(version.modifiedAt),
    LastModifiedUser: version.modifiedBy,
    Description: version.description,
    AllowedPattern: version.allowedPattern,
    Version: version.version,
    Tier: version.tier,
    Policies: [],
    DataType: version.dataType,
  };
}

export function valueShown(parameter: Parameter, version: ParameterVersion, decrypt: boolean | undefined): string {
  if (version.type !== "SecureString" || decrypt) return version.value;
  return Buffer.from(`encrypted:${parameter.name}:${version.version}`).toString("base64");
}
