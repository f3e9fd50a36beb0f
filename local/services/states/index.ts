import type { ExecutionsPort, TaggedResource } from "../../cloud.ts";
import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";
import { permissions } from "./permissions.ts";
import { executionsPort } from "./port.ts";
import { createEngine } from "./run/engine.ts";
import type { Running } from "./running.ts";
import { emptyState } from "./state.ts";

export interface States {
  readonly service: Service;
  readonly port: ExecutionsPort;
  /** How many transitions an execution has made so far: states entered and retries. 0 when there is no such execution. */
  transitions(executionArn: string): number;
  /**
   * Ends a running execution as no call can: out of time, or dead in the interpreter. `false`: there is none.
   */
  interrupt(executionArn: string, as: "TIMED_OUT" | "FAILED"): boolean;
  /** Calls off all that executions wait for. */
  close(): Promise<void>;
}

/** Makes Step Functions: state machines in the Amazon States Language, run on the world's clock. */
export function createStates(host: Host): States {
  const empty = emptyState();
  const state: Running = { ...empty, engine: createEngine(host, empty) };
  const close = async (): Promise<void> => {
    for (const { scope } of state.executions.values()) scope.cancel();
  };
  const service = defineService({ kind: "states", prefix: "states", host, state, actions, permissions, close });
  host.cloud.tags.provide(() => taggedResources(state), "states");
  return {
    service,
    port: executionsPort(state),
    transitions: (executionArn) => state.executions.get(executionArn)?.transitions ?? 0,
    interrupt(executionArn, as) {
      const execution = state.executions.get(executionArn);
      if (execution?.status !== "RUNNING") return false;
      if (as === "TIMED_OUT") state.engine.expire(execution);
      else state.engine.die(execution, { error: "States.Runtime", cause: "The interpreter gave up." });
      return true;
    },
    close,
  };
}

function* taggedResources(state: Running): Iterable<TaggedResource> {
  for (const { arn, tags } of state.machines.values()) if (tags.size > 0) yield { arn, tags: Object.fromEntries(tags) };
}
