import type { InvocationResult, LogLine } from "../../cloud.ts";
import type { FunctionSettings } from "./state.ts";

/** What runs functions: child processes on a laptop, the handlers themselves in a simulation. */
export interface FunctionRunner {
  /** Runs one invocation to its end. Never rejects: whatever goes wrong in the function is an error result. */
  invoke(settings: FunctionSettings, payload: unknown, request: InvocationRequest): Promise<InvocationResult>;
  /** Ends the idle environments of a function whose code or configuration changed, or which is gone. */
  retire(functionName: string): void;
  close(): Promise<void>;
}

export interface InvocationRequest {
  readonly requestId: string;
  /** Base64, as the caller sent it. */
  readonly clientContext?: string;
  log(stream: string, lines: readonly LogLine[]): void;
}
