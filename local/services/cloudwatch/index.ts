import type { MetricsPort } from "../../cloud.ts";
import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";
import { addDatum, emptyState } from "./state.ts";

/** CloudWatch's metrics. Alarms are not served yet. */
export function createCloudWatch(host: Host): { service: Service; port: MetricsPort } {
  const state = emptyState();
  return {
    service: defineService({ kind: "cloudwatch", prefix: "cloudwatch", host, state, actions }),
    port: {
      put: ({ namespace, name, dimensions, value, unit, timestamp }) =>
        addDatum(state, { namespace, name, dimensions }, { timestamp, value, unit }),
    },
  };
}
