import type { Action } from "../../../edge/contract.ts";
import { nameOf, serviceArn } from "../arns.ts";
import { activeCluster, findService } from "../lookup.ts";
import { invalid } from "../service-settings.ts";
import type { EcsState } from "../state.ts";
import { serviceView } from "../views.ts";

/** DescribeServices, at most ten. What is not there is among the failures as MISSING. */
export const describeServices: Action<"ecs", "DescribeServices", EcsState> = (input, ecs) => {
  const cluster = activeCluster(ecs, input.cluster);
  const asked = input.services ?? [];
  if (asked.length === 0) invalid("Services cannot be empty.");
  if (asked.length > 10) invalid("At most 10 services can be described at once.");
  const found = asked.map((name) => ({ name, service: findService(ecs, cluster, name) }));
  return {
    services: found.flatMap(({ service }) => (service ? serviceView(ecs, service, input.include ?? []) : [])),
    failures: found.flatMap(({ name, service }) =>
      service ? [] : { arn: serviceArn(ecs.world, cluster.name, nameOf(name)), reason: "MISSING" },
    ),
  };
};
