import type { QueuesPort } from "../../cloud.ts";
import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";
import { permissions } from "./permissions.ts";
import { queuesPort } from "./port.ts";
import { emptyState } from "./state.ts";

/** Simple Queue Service: standard queues. `endpoint` is what their URLs begin with; AWS's own unless told. */
export function createSqs(
  host: Host,
  options: { readonly endpoint?: (() => string) | undefined } = {},
): { service: Service; port: QueuesPort } {
  const aws = `https://sqs.${host.world.region}.amazonaws.com`;
  const state = emptyState(options.endpoint ?? (() => aws));
  host.cloud.tags.provide(() =>
    [...state.queues.values()].map(({ arn, tags }) => ({ arn, tags: Object.fromEntries(tags) })),
  );
  return {
    service: defineService({ kind: "sqs", prefix: "sqs", host, state, actions, permissions }),
    port: queuesPort(host, state),
  };
}
