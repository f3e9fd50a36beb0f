import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findFunction } from "../find.ts";
import { accountConcurrency } from "../invocation.ts";
import type { LambdaState } from "../state.ts";

/** What AWS keeps unreserved for the account's other functions. */
const unreservedMinimum = 100;

/** Reserves concurrency for a function, which is also its limit. 0 stops it. */
export const putFunctionConcurrency: Action<"lambda", "PutFunctionConcurrency", LambdaState> = (
  input,
  { state, world },
) => {
  const found = findFunction(state, world, input.FunctionName as string);
  const wanted = input.ReservedConcurrentExecutions as number;
  const others = [...state.functions.values()].filter((other) => other !== found);
  const reserved = others.reduce((sum, other) => sum + (other.reservedConcurrency ?? 0), 0);
  if (reserved + wanted > accountConcurrency - unreservedMinimum)
    throw new AwsError(
      "InvalidParameterValueException",
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreservedMinimum}].`,
    );
  found.reservedConcurrency = wanted;
  return { ReservedConcurrentExecutions: wanted };
};
