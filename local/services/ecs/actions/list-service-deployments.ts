import type { Action } from "../../../edge/contract.ts";
import { activeCluster, existingService } from "../lookup.ts";
import { pageOf } from "../page.ts";
import type { EcsState } from "../state.ts";

/** ListServiceDeployments of a service, newest first, twenty a page unless told. */
export const listServiceDeployments: Action<"ecs", "ListServiceDeployments", EcsState> = (input, ecs) => {
  const service = existingService(ecs, activeCluster(ecs, input.cluster), input.service ?? "");
  const { before, after } = input.createdAt ?? {};
  const found = [...ecs.state.serviceDeployments.values()]
    .filter(({ serviceArn }) => serviceArn === service.arn)
    .filter(({ status }) => !input.status?.length || (status !== undefined && input.status.includes(status)))
    .filter(({ createdAt }) => !before || (createdAt !== undefined && createdAt < before))
    .filter(({ createdAt }) => !after || (createdAt !== undefined && createdAt > after))
    .reverse()
    .map((shape) => ({
      serviceDeploymentArn: shape.serviceDeploymentArn,
      serviceArn: shape.serviceArn,
      clusterArn: shape.clusterArn,
      createdAt: shape.createdAt,
      startedAt: shape.startedAt,
      finishedAt: shape.finishedAt,
      targetServiceRevisionArn: shape.targetServiceRevision?.arn,
      status: shape.status,
      statusReason: shape.statusReason,
    }));
  const { items, nextToken } = pageOf(found, input, 20);
  return { serviceDeployments: items, nextToken };
};
