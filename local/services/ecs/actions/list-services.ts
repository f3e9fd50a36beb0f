import type { Action } from "../../../edge/contract.ts";
import { activeCluster } from "../lookup.ts";
import { pageOf } from "../page.ts";
import type { EcsState } from "../state.ts";

/** ListServices of a cluster, ten a page unless told. */
export const listServices: Action<"ecs", "ListServices", EcsState> = (input, ecs) => {
  const cluster = activeCluster(ecs, input.cluster);
  const arns = [...ecs.state.services.values()]
    .filter((service) => service.cluster === cluster && service.status !== "INACTIVE")
    .filter(({ launchType }) => !input.launchType || launchType === input.launchType)
    .filter(() => !input.schedulingStrategy || input.schedulingStrategy === "REPLICA")
    .map(({ arn }) => arn);
  const { items, nextToken } = pageOf(arns, input, 10);
  return { serviceArns: items, nextToken };
};
