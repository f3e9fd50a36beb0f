import { dateNow } from "./lookup.ts";
import type { DeploymentRecord, Ecs, ServiceRecord, TaskRecord } from "./state.ts";

/**
 * Tells EventBridge that a task changed. Call it after every change: `detail.version` counts them.
 * As in AWS the event has no `healthStatus` and no tags, and calls the interface's attachment `eni`.
 */
export function taskChanged(ecs: Ecs, task: TaskRecord): void {
  task.shape.version++;
  const { healthStatus: _, tags: __, attachments, containers, ...rest } = task.shape;
  const detail = {
    ...rest,
    attachments: attachments?.map((attachment) => ({
      ...attachment,
      type: "eni",
    })),
    containers: containers?.map(({ healthStatus: _healthStatus, ...container }) => container),
    updatedAt: dateNow(ecs),
  };
  ecs.cloud.events.emit({
    source: "aws.ecs",
    detailType: "ECS Task State Change",
    resources: [task.arn],
    detail: plain(detail),
  });
}

export type DeploymentEventName =
  | "SERVICE_DEPLOYMENT_IN_PROGRESS"
  | "SERVICE_DEPLOYMENT_COMPLETED"
  | "SERVICE_DEPLOYMENT_FAILED";

/** Tells EventBridge what became of a deployment; the reason is the deployment's own. */
export function deploymentChanged(
  ecs: Ecs,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  eventName: DeploymentEventName,
): void {
  ecs.cloud.events.emit({
    source: "aws.ecs",
    detailType: "ECS Deployment State Change",
    resources: [service.arn],
    detail: plain({
      eventType: eventName === "SERVICE_DEPLOYMENT_FAILED" ? "ERROR" : "INFO",
      eventName,
      clusterArn: service.cluster.arn,
      deploymentId: deployment.id,
      updatedAt: deployment.updatedAt,
      reason: deployment.reason,
    }),
  });
}

const serviceActions = {
  SERVICE_STEADY_STATE: "INFO",
  SERVICE_TASK_START_IMPAIRED: "WARN",
  SERVICE_TASK_PLACEMENT_FAILURE: "ERROR",
  SERVICE_TASK_CONFIGURATION_FAILURE: "ERROR",
} as const;

/** Tells EventBridge what the service scheduler found. */
export function serviceActed(
  ecs: Ecs,
  service: ServiceRecord,
  eventName: keyof typeof serviceActions,
  reason?: string,
): void {
  ecs.cloud.events.emit({
    source: "aws.ecs",
    detailType: "ECS Service Action",
    resources: [service.arn],
    detail: plain({
      eventType: serviceActions[eventName],
      eventName,
      clusterArn: service.cluster.arn,
      ...(service.strategy.length > 0 &&
        reason && {
          capacityProviderArns: service.strategy.map(
            (item) => `${service.cluster.arn.split(":cluster/")[0]}:capacity-provider/${item.capacityProvider}`,
          ),
        }),
      ...(reason && { reason }),
      createdAt: dateNow(ecs),
    }),
  });
}

/** As JSON has it: dates as ISO strings, nothing undefined. */
function plain(detail: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(detail));
}
