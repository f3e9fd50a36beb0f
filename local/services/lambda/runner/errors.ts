import type { InvocationResult } from "../../../cloud.ts";

export interface ErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export function failed(payload: ErrorPayload): InvocationResult {
  return { kind: "error", errorType: payload.errorType, errorMessage: payload.errorMessage, payload };
}

/** As Lambda answers when the time that the function was given is over. */
export function timedOut(requestId: string, timeoutSeconds: number): InvocationResult {
  return failed({
    errorType: "Sandbox.Timedout",
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  });
}

/** As Lambda answers when the function's process ended before it answered. */
export function exited(requestId: string, code: number | null, signal: string | null): InvocationResult {
  const reason = signal
    ? `Runtime exited with error: signal: ${signal === "SIGKILL" ? "killed" : signal}`
    : code
      ? `Runtime exited with error: exit status ${code}`
      : "Runtime exited without providing a reason";
  return failed({ errorType: "Runtime.ExitError", errorMessage: `RequestId: ${requestId} Error: ${reason}` });
}

/** What a thrown value looks like to the caller, as the Node runtime writes it. */
export function errorPayload(thrown: unknown): ErrorPayload {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? "").split("\n") };
}
