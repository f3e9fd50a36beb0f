import type { FunctionsPort } from "../../cloud.ts";
import type { Host } from "../../edge/contract.ts";
import { enqueue } from "./event-queue.ts";
import { findFunction, findSettings } from "./find.ts";
import { type Invocation, runOnce } from "./invocation.ts";
import { permits } from "./resource-policy.ts";
import type { LambdaState } from "./state.ts";

/** Lambda, as the other services use it. */
export function lambdaPort(host: Host, state: LambdaState): FunctionsPort {
  const prepare = (reference: string, payload: unknown): Invocation => {
    const found = findFunction(state, host.world, reference);
    const settings = findSettings(found, reference);
    return { function: found, settings, payload, requestId: host.world.random.uuid() };
  };
  return {
    invoke: async (reference, payload) => runOnce(host, state.runner, prepare(reference, payload)),
    enqueue: (reference, payload) => enqueue(host, state, prepare(reference, payload)),
    permits(reference, servicePrincipal, sourceArn) {
      const found = findFunction(state, host.world, reference);
      return [...found.statements.values()].some((statement) =>
        permits(statement, { servicePrincipal, sourceArn, sourceAccount: host.world.account }),
      );
    },
  };
}
