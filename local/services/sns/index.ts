import type { TopicsPort } from "../../cloud.ts";
import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";
import { permissions } from "./permissions.ts";
import { topicsPort } from "./port.ts";
import { emptyState } from "./state.ts";

/** Simple Notification Service: standard topics and their subscriptions. */
export function createSns(host: Host): { service: Service; port: TopicsPort } {
  const state = emptyState();
  host.cloud.tags.provide(() =>
    [...state.topics.values()].map(({ arn, tags }) => ({ arn, tags: Object.fromEntries(tags) })),
  );
  return {
    service: defineService({ kind: "sns", prefix: "sns", host, state, actions, permissions }),
    port: topicsPort(host, state),
  };
}
