import type { FunctionsPort } from "../../cloud.ts";
import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";
import { stopPolling } from "./mappings/poll.ts";
import { permissions } from "./permissions.ts";
import { lambdaPort } from "./port.ts";
import type { FunctionRunner } from "./runner.ts";
import { emptyState, type LambdaDeadLetter } from "./state.ts";

export { type HandlerContext, type InProcessHandler, inProcessRunner } from "./runner/in-process.ts";
export { type ProcessRunnerOptions, processRunner } from "./runner/processes.ts";
export type { FunctionRunner, InvocationRequest } from "./runner.ts";
export type { FunctionSettings, LambdaDeadLetter } from "./state.ts";

export interface Lambda {
  readonly service: Service;
  readonly port: FunctionsPort;
  /** Asynchronous events that were given up, oldest first. */
  deadLetters(): readonly LambdaDeadLetter[];
  /** Ends every execution environment. */
  close(): Promise<void>;
}

/** Makes Lambda. `runner` is what runs the functions: `processRunner` on a laptop, `inProcessRunner` in simulations. */
export function createLambda(host: Host, options: { runner: FunctionRunner }): Lambda {
  const state = emptyState(options.runner);
  host.cloud.tags.provide(
    () => [...state.functions.values()].map(({ arn, tags }) => ({ arn, tags: Object.fromEntries(tags) })),
    "lambda",
  );
  const close = (): Promise<void> => {
    for (const mapping of state.mappings.values()) stopPolling(mapping);
    return state.runner.close();
  };
  return {
    service: defineService({ kind: "lambda", prefix: "lambda", host, state, actions, permissions, close }),
    port: lambdaPort(host, state),
    deadLetters: () => state.deadLetters,
    close,
  };
}
