import { ownTime } from "../../../../world/clock.ts";
import type { Json } from "../../language/json.ts";
import { asError, asInput, asOutput } from "../history.ts";
import { record } from "../thread.ts";
import type { Visit } from "../visit.ts";
import { type Limits, underLimits } from "./deadline.ts";
import { checkResult, taskFailure } from "./failures.ts";
import { invokeFunction } from "./invoke.ts";

/** A function takes the machine's time to answer. */
function ofFunction({ thread }: Visit, { timeoutSeconds, heartbeatSeconds }: Limits): Limits {
  const { clock } = thread.engine.host.world;
  return {
    ...(timeoutSeconds !== undefined && { timeoutSeconds: ownTime(clock, timeoutSeconds) }),
    ...(heartbeatSeconds !== undefined && { heartbeatSeconds: ownTime(clock, heartbeatSeconds) }),
  };
}

/** A Task whose `Resource` is a function's own ARN: its input is the payload, its result the answer. */
export function runFunctionTask(visit: Visit, functionArn: string, payload: Json, limits: Limits): Promise<Json> {
  const { thread } = visit;
  record(thread, "LambdaFunctionScheduled", {
    lambdaFunctionScheduledEventDetails: {
      resource: functionArn,
      ...asInput(payload),
      ...(limits.timeoutSeconds !== undefined && { timeoutInSeconds: limits.timeoutSeconds }),
    },
  });
  record(thread, "LambdaFunctionStarted");
  return underLimits(visit, ofFunction(visit, limits), async ({ scope }) => {
    try {
      const result = await invokeFunction(visit, scope, functionArn, payload);
      checkResult(result, functionArn);
      record(thread, "LambdaFunctionSucceeded", { lambdaFunctionSucceededEventDetails: asOutput(result) });
      return result;
    } catch (error) {
      if (thread.scope.cancelled) throw error;
      const failure = taskFailure(error);
      if (failure.error === "States.Timeout")
        record(thread, "LambdaFunctionTimedOut", { lambdaFunctionTimedOutEventDetails: asError(failure) });
      else record(thread, "LambdaFunctionFailed", { lambdaFunctionFailedEventDetails: asError(failure) });
      throw failure;
    }
  });
}
