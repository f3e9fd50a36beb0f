import type { Action } from "../../../edge/contract.ts";
import { clusterArn, nameOf } from "../arns.ts";
import { findCluster } from "../lookup.ts";
import type { EcsState } from "../state.ts";
import { clusterView } from "../views.ts";

/** DescribeClusters. The `default` cluster when none is named. */
export const describeClusters: Action<"ecs", "DescribeClusters", EcsState> = (input, ecs) => {
  const asked = input.clusters?.length ? input.clusters : ["default"];
  const found = asked.map((name) => ({ name, cluster: findCluster(ecs, name) }));
  return {
    clusters: found.flatMap(({ cluster }) => (cluster ? clusterView(ecs, cluster, input.include) : [])),
    failures: found.flatMap(({ name, cluster }) =>
      cluster ? [] : { arn: clusterArn(ecs.world, nameOf(name)), reason: "MISSING" },
    ),
  };
};
