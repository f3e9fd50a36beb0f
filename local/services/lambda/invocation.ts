import type { InvocationResult, LogLine } from "../../cloud.ts";
import { AwsError } from "../../edge/aws-error.ts";
import type { Host } from "../../edge/contract.ts";
import type { FunctionRunner } from "./runner.ts";
import type { FunctionSettings, LambdaFunction } from "./state.ts";

/** Lambda's limits, in bytes of JSON: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const requestLimitBytes = { RequestResponse: 6_291_456, Event: 1_048_576 } as const;
const responseLimitBytes = 6_291_556;
/** Concurrent invocations of all functions of an account. */
export const accountConcurrency = 1_000;

export interface Invocation {
  readonly function: LambdaFunction;
  readonly settings: FunctionSettings;
  readonly payload: unknown;
  readonly requestId: string;
  readonly clientContext?: string;
  onLog?(line: LogLine): void;
}

/** Runs a function once. Throws TooManyRequestsException (429) when its reserved concurrency is used up. */
export async function runOnce(host: Host, runner: FunctionRunner, invocation: Invocation): Promise<InvocationResult> {
  const { function: invoked, settings, payload, requestId } = invocation;
  if (invoked.running >= (invoked.reservedConcurrency ?? accountConcurrency)) throw throttled(invoked);
  invoked.running++;
  try {
    const result = await runner.invoke(settings, payload, {
      requestId,
      ...(invocation.clientContext && { clientContext: invocation.clientContext }),
      log: (stream, lines) => {
        host.cloud.logs.write(settings.logGroup, stream, lines, { createGroup: true });
        for (const line of lines) invocation.onLog?.(line);
      },
    });
    return result.kind === "result" ? limited(result) : result;
  } finally {
    invoked.running--;
  }
}

export function throttled(invoked: LambdaFunction): AwsError {
  return new AwsError("TooManyRequestsException", "Rate Exceeded.", {
    status: 429,
    fields: {
      Type: "User",
      Reason:
        invoked.reservedConcurrency === undefined
          ? "ConcurrentInvocationLimitExceeded"
          : "ReservedFunctionConcurrentInvocationLimitExceeded",
    },
  });
}

function limited(result: InvocationResult): InvocationResult {
  if (Buffer.byteLength(JSON.stringify(result.payload) ?? "") <= responseLimitBytes) return result;
  const errorType = "Function.ResponseSizeTooLarge";
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${responseLimitBytes} bytes).`;
  return { kind: "error", errorType, errorMessage, payload: { errorType, errorMessage } };
}
