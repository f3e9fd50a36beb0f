import { DescribeServicesCommand, type ECSClient, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import type { ActualService } from "../plan/facts.ts";
import type { DesiredCounts } from "../ports/desired-counts.ts";
import type { Found } from "../ports/found.ts";
import { answerOr } from "./answer-or.ts";
import { toActualService } from "./service-shape.ts";

/** DescribeServices takes no more. */
const namesACall = 10;

export function createDesiredCounts(client: ECSClient): DesiredCounts {
  return {
    async find(cluster, names) {
      const found = new Map<string, Found<ActualService>>();
      for (let index = 0; index < names.length; index += namesACall) {
        const services = names.slice(index, index + namesACall);
        const call = client.send(new DescribeServicesCommand({ cluster, services, include: ["TAGS"] }));
        const answer = await answerOr(call, { ClusterNotFound: undefined });
        for (const service of answer?.services ?? []) {
          const actual = toActualService(service);
          // Beside one that is INACTIVE, ECS may show the one that has its name now.
          if (found.get(actual.name)?.status !== "ACTIVE") found.set(actual.name, actual);
        }
      }
      return found;
    },

    async set(cluster, service, desiredCount) {
      const call = client.send(new UpdateServiceCommand({ cluster, service, desiredCount }));
      const gone = { ClusterNotFound: undefined, ServiceNotFound: undefined, ServiceNotActive: undefined };
      return (await answerOr(call, gone)) ? "set" : "absent";
    },
  };
}
