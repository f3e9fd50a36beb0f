import type { Action } from "../../../edge/contract.ts";
import { describeSettings } from "../configuration.ts";
import { findFunction, findSettings } from "../find.ts";
import type { LambdaState } from "../state.ts";

/** Shows a function with its tags and concurrency. There is no S3 here, so its code has no download address. */
export const getFunction: Action<"lambda", "GetFunction", LambdaState> = (input, { state, world }) => {
  const found = findFunction(state, world, input.FunctionName as string);
  return {
    Configuration: describeSettings(findSettings(found, input.FunctionName as string, input.Qualifier)),
    Code: { RepositoryType: "S3" },
    ...(found.tags.size > 0 && { Tags: Object.fromEntries(found.tags) }),
    ...(found.reservedConcurrency !== undefined && {
      Concurrency: { ReservedConcurrentExecutions: found.reservedConcurrency },
    }),
  };
};
