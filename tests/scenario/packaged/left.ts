import { GetResourcesCommand } from "@aws-sdk/client-resource-groups-tagging-api";
import type { Clients } from "./clients.ts";

/** What carries the service's tag: `log-group:/fairway/fairway/shop`. Stopped tasks and old task definitions stay with ECS for a while. */
export async function left({ tagging }: Clients, service: string): Promise<string[]> {
  const { ResourceTagMappingList = [] } = await tagging.send(
    new GetResourcesCommand({ TagFilters: [{ Key: "fairway:service", Values: [service] }] }),
  );
  return ResourceTagMappingList.map(({ ResourceARN = "" }) => ResourceARN.split(":").slice(5).join(":")).filter(
    (resource) => !/^task(-definition)?\//.test(resource),
  );
}
