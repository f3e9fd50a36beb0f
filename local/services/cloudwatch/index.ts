import type { MetricsPort } from "../../cloud.ts";
import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";
import { addDatum } from "./data.ts";
import { permissions } from "./permissions.ts";
import { emptyState } from "./state.ts";

/** CloudWatch: metrics, and alarms that are evaluated over them. */
export function createCloudWatch(host: Host): { service: Service; port: MetricsPort } {
  const state = emptyState();
  host.cloud.tags.provide(() =>
    [...state.alarms.values()].map(({ arn, tags }) => ({ arn, tags: Object.fromEntries(tags) })),
  );
  const close = async (): Promise<void> => {
    for (const { timer } of state.alarms.values()) timer?.cancel();
  };
  return {
    service: defineService({ kind: "cloudwatch", prefix: "cloudwatch", host, state, actions, permissions, close }),
    port: {
      put: ({ namespace, name, dimensions, value, unit, timestamp }) =>
        addDatum(state, { namespace, name, dimensions }, { timestamp, value, unit }),
    },
  };
}
