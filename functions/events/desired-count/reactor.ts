import type { Installation } from "../../../shared/config/installation.ts";
import type { ActualService } from "../../../shared/plan/facts.ts";
import { resourceNames } from "../../../shared/plan/names.ts";
import type { DesiredCounts } from "../../../shared/ports/desired-counts.ts";
import type { Services } from "../../../shared/ports/services.ts";
import { decideCount } from "../../../shared/reactions/count.ts";
import { createEventHandler, type EventHandler, type ReactorTools } from "../../../shared/reactions/runner.ts";
import { claim } from "../../../shared/steps/resource.ts";
import type { Store } from "../../../shared/store/store.ts";
import { parseCountRequested } from "./event.ts";

export interface DesiredCountOptions extends ReactorTools {
  readonly store: Store;
  readonly installation: Installation;
  readonly services: Pick<Services, "find">;
  readonly desiredCounts: DesiredCounts;
}

/** The one writer of the desired count, once a service exists: whoever wants another count leaves a wish and wakes it. */
export function createDesiredCountHandler({
  store,
  installation,
  services,
  desiredCounts,
  ...tools
}: DesiredCountOptions): EventHandler {
  return createEventHandler(
    { ...tools, name: "event-desired-count", parse: parseCountRequested },
    async ({ service: name }) => {
      const ecsName = resourceNames(installation.name, name).service;
      const [service, found] = await Promise.all([
        store.services.find(name),
        services.find(installation.cluster, ecsName),
      ]);
      const actual = claim<ActualService>(found, { installation: installation.name, service: name });
      const decision = decideCount(service, actual);
      if (decision.action === "nothing") return { did: "nothing", reason: decision.reason };
      const did = await desiredCounts.set(installation.cluster, ecsName, decision.count);
      return { did, reason: decision.reason };
    },
  );
}
