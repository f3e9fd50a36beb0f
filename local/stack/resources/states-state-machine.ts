import type { Input } from "../../edge/contract.ts";
import { jsonText, type ResourceKind, type Tag } from "../kind.ts";
import { StackError } from "../template.ts";

interface Given {
  StateMachineName?: string;
  StateMachineType?: "STANDARD" | "EXPRESS";
  RoleArn: string;
  Definition?: unknown;
  DefinitionString?: unknown;
  DefinitionSubstitutions?: Readonly<Record<string, unknown>>;
  LoggingConfiguration?: {
    Level?: "ALL" | "ERROR" | "FATAL" | "OFF";
    IncludeExecutionData?: boolean;
    Destinations?: readonly { CloudWatchLogsLogGroup?: { LogGroupArn?: string } }[];
  };
  TracingConfiguration?: { Enabled?: boolean };
  Tags?: readonly Tag[];
}

/** AWS::StepFunctions::StateMachine. `${name}` in its definition stands for what DefinitionSubstitutions gives. */
export const statesStateMachine: ResourceKind = async ({ logicalId, properties }, { cloud, makeName }) => {
  const given = properties as unknown as Given;
  const definition = given.DefinitionString ?? given.Definition;
  if (definition === undefined) throw new StackError("DefinitionString or Definition must be given.");
  const name = given.StateMachineName ?? makeName(logicalId).slice(0, 80);
  const created = await cloud.call("states", "CreateStateMachine", {
    name,
    type: given.StateMachineType,
    roleArn: given.RoleArn,
    definition: substitute(jsonText(definition), given.DefinitionSubstitutions ?? {}),
    loggingConfiguration: loggingConfiguration(given.LoggingConfiguration),
    tracingConfiguration: given.TracingConfiguration && { enabled: given.TracingConfiguration.Enabled },
    tags: given.Tags?.map((tag) => ({ key: tag.Key, value: tag.Value })),
  });
  const arn = created.stateMachineArn as string;
  return { ref: arn, attributes: { Arn: arn, Name: name } };
};

function substitute(definition: string, substitutions: Readonly<Record<string, unknown>>): string {
  return definition.replace(/\$\{([\w.-]+)\}/g, (whole, name: string) =>
    Object.hasOwn(substitutions, name) ? String(substitutions[name]) : whole,
  );
}

function loggingConfiguration(
  given: Given["LoggingConfiguration"],
): Input<"states", "CreateStateMachine">["loggingConfiguration"] {
  if (!given?.Level) return undefined;
  return {
    level: given.Level,
    includeExecutionData: given.IncludeExecutionData ?? false,
    destinations: given.Destinations?.map(({ CloudWatchLogsLogGroup: group }) => ({
      cloudWatchLogsLogGroup: { logGroupArn: group?.LogGroupArn },
    })),
  };
}
