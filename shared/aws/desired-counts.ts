import { type ECSClient, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import type { DesiredCounts } from "../ports/desired-counts.ts";
import { answerOr } from "./answer-or.ts";

export function createDesiredCounts(client: ECSClient): DesiredCounts {
  return {
    async set(cluster, service, desiredCount) {
      const call = client.send(new UpdateServiceCommand({ cluster, service, desiredCount }));
      const gone = { ClusterNotFound: undefined, ServiceNotFound: undefined, ServiceNotActive: undefined };
      return (await answerOr(call, gone)) ? "set" : "absent";
    },
  };
}
