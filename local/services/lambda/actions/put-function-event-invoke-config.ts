import type { Action } from "../../../edge/contract.ts";
import { describeEventInvokeConfig } from "../event-invoke-config.ts";
import { findFunction } from "../find.ts";
import type { EventInvokeConfig, LambdaState } from "../state.ts";

/** Says how often and how long asynchronous events are tried, and where they go when all attempts failed. */
export const putFunctionEventInvokeConfig: Action<"lambda", "PutFunctionEventInvokeConfig", LambdaState> = (
  input,
  { state, world },
) => {
  const found = findFunction(state, world, input.FunctionName as string);
  const config: EventInvokeConfig = {
    maximumRetryAttempts: input.MaximumRetryAttempts,
    maximumEventAgeSeconds: input.MaximumEventAgeInSeconds,
    destinations: input.DestinationConfig,
    lastModified: world.clock.now(),
  };
  found.eventInvokeConfig = config;
  return describeEventInvokeConfig(found, config);
};
