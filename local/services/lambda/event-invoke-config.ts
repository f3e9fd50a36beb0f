import { AwsError } from "../../edge/aws-error.ts";
import type { Output } from "../../edge/contract.ts";
import type { EventInvokeConfig, LambdaFunction } from "./state.ts";

/** A function's configuration for asynchronous invocation, kept for `$LATEST` only. */
export function findEventInvokeConfig(found: LambdaFunction): EventInvokeConfig {
  if (!found.eventInvokeConfig)
    throw new AwsError(
      "ResourceNotFoundException",
      `The function ${found.arn}:$LATEST doesn't have an EventInvokeConfig`,
      {
        status: 404,
        fields: { Type: "User" },
      },
    );
  return found.eventInvokeConfig;
}

export function describeEventInvokeConfig(
  found: LambdaFunction,
  config: EventInvokeConfig,
): Output<"lambda", "GetFunctionEventInvokeConfig"> {
  return {
    FunctionArn: `${found.arn}:$LATEST`,
    LastModified: new Date(config.lastModified),
    MaximumRetryAttempts: config.maximumRetryAttempts,
    MaximumEventAgeInSeconds: config.maximumEventAgeSeconds,
    DestinationConfig: config.destinations ?? { OnSuccess: {}, OnFailure: {} },
  };
}
