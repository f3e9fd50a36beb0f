import { AwsError } from "../../../edge/aws-error.ts";
import type { Input, Output } from "../../../edge/contract.ts";
import { arn, type World } from "../../../world/world.ts";
import type { EventSourceMapping, LambdaState } from "../state.ts";

type Given = Omit<Input<"lambda", "UpdateEventSourceMapping">, "UUID" | "FunctionName">;

/** What a mapping of a queue is unless told. */
const defaults = {
  batchSize: 10,
  windowSeconds: 0,
  maximumConcurrency: undefined,
  partial: false,
  enabled: true,
} as const;

export type MappingSettings = Pick<
  EventSourceMapping,
  "batchSize" | "windowSeconds" | "maximumConcurrency" | "partial" | "enabled"
>;

/** Reads what a mapping of a queue may say; `before` stays where nothing is said. */
export function readSettings(given: Given, before: MappingSettings = defaults): MappingSettings {
  if (given.FilterCriteria?.Filters?.length)
    throw new AwsError(
      "NotImplemented",
      "The local cloud does not filter a queue's messages: leave FilterCriteria out.",
    );
  const settings: MappingSettings = {
    batchSize: given.BatchSize ?? before.batchSize,
    windowSeconds: given.MaximumBatchingWindowInSeconds ?? before.windowSeconds,
    maximumConcurrency: given.ScalingConfig ? given.ScalingConfig.MaximumConcurrency : before.maximumConcurrency,
    partial: given.FunctionResponseTypes
      ? given.FunctionResponseTypes.includes("ReportBatchItemFailures")
      : before.partial,
    enabled: given.Enabled ?? before.enabled,
  };
  const { batchSize, windowSeconds, maximumConcurrency } = settings;
  if (batchSize < 1 || batchSize > 10_000) throw invalid("Batch size must be between 1 and 10000.");
  if (windowSeconds < 0 || windowSeconds > 300)
    throw invalid("Maximum batch window in seconds must be between 0 and 300.");
  if (batchSize > 10 && windowSeconds < 1)
    throw invalid("Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10");
  if (maximumConcurrency !== undefined && (maximumConcurrency < 2 || maximumConcurrency > 1_000))
    throw invalid("MaximumConcurrency must be between 2 and 1000.");
  return settings;
}

export function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message, { fields: { Type: "User" } });
}

export function findMapping(state: LambdaState, uuid: string | undefined): EventSourceMapping {
  const mapping = state.mappings.get(uuid ?? "");
  if (mapping) return mapping;
  throw new AwsError("ResourceNotFoundException", "The resource you requested does not exist.", {
    status: 404,
    fields: { Type: "User" },
  });
}

export function mappingArn(world: World, uuid: string): string {
  return arn(world, "lambda", `event-source-mapping:${uuid}`);
}

/** Writes a mapping as Lambda's API shows it. */
export function describeMapping(
  world: World,
  mapping: EventSourceMapping,
  status = mapping.enabled ? "Enabled" : "Disabled",
): Output<"lambda", "GetEventSourceMapping"> {
  return {
    UUID: mapping.uuid,
    EventSourceMappingArn: mappingArn(world, mapping.uuid),
    EventSourceArn: mapping.queueArn,
    FunctionArn: mapping.functionArn,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    FunctionResponseTypes: mapping.partial ? ["ReportBatchItemFailures"] : [],
    ...(mapping.maximumConcurrency !== undefined && {
      ScalingConfig: { MaximumConcurrency: mapping.maximumConcurrency },
    }),
    LastModified: new Date(mapping.modifiedAt),
    State: status,
    StateTransitionReason: "USER_INITIATED",
  };
}
