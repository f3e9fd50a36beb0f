import type { ExecutionsPort } from "../../cloud.ts";
import { startNamed } from "./run/start-named.ts";
import type { Running } from "./running.ts";

/** Step Functions, as EventBridge starts executions. Throws `AwsError` when there is no such machine. */
export function executionsPort(state: Running): ExecutionsPort {
  return {
    start(stateMachineArn, input, name) {
      startNamed(state.engine, stateMachineArn, name, JSON.stringify(input ?? {}));
    },
  };
}
