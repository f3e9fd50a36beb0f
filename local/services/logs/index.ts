import type { LogsPort } from "../../cloud.ts";
import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";
import { permissions } from "./permissions.ts";
import { createLogsPort } from "./port.ts";
import { emptyState } from "./state.ts";

/** CloudWatch Logs: groups, streams and their lines, kept in memory. */
export function createLogs(host: Host): { service: Service; port: LogsPort } {
  const state = emptyState();
  host.cloud.tags.provide(
    () => [...state.groups.values()].map(({ arn, tags }) => ({ arn, tags: Object.fromEntries(tags) })),
    "logs",
  );
  return {
    service: defineService({ kind: "logs", prefix: "logs", host, state, actions, permissions }),
    port: createLogsPort(host.world, state),
  };
}
