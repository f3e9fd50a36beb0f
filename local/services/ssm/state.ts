import { arn, type World } from "../../world/world.ts";

/** What Parameter Store holds, by parameter name. */
export interface SsmState {
  readonly parameters: Map<string, Parameter>;
}

export interface Parameter {
  readonly name: string;
  readonly arn: string;
  /** Oldest first; the last one is what readers get. */
  readonly versions: ParameterVersion[];
  readonly tags: Map<string, string>;
}

export interface ParameterVersion {
  readonly version: number;
  readonly type: ParameterType;
  readonly value: string;
  readonly modifiedAt: number;
  readonly modifiedBy: string;
  readonly description: string | undefined;
  readonly tier: "Standard" | "Advanced";
  readonly dataType: string;
  readonly allowedPattern: string | undefined;
}

export type ParameterType = "String" | "StringList" | "SecureString";

export function emptyState(): SsmState {
  return { parameters: new Map() };
}

/** `/prod/db` → `arn:aws:ssm:…:parameter/prod/db`; a name without a leading slash gets one in its ARN. */
export function parameterArn(world: World, nameOrArn: string): string {
  return nameOrArn.startsWith("arn:") ? nameOrArn : arn(world, "ssm", `parameter/${nameOrArn.replace(/^\//, "")}`);
}

/** The version that readers get when they name none. */
export function latest(parameter: Parameter): ParameterVersion {
  return parameter.versions.at(-1) as ParameterVersion;
}
