/** What we take of ECS's events: only that it is time to look at a deployment of its own. */
export interface Sign {
  /** `ecs-svc/1234567890123456789` */
  readonly ecsDeploymentId: string;
}

/**
 * Reads an event that is a sign of how a deployment goes, tolerant of whatever else ECS puts into it; `undefined` for
 * what is none. "ECS Deployment State Change" tells that one ended, "ECS Task State Change" that a task which one
 * started (`startedBy`) has stopped.
 *
 * The first, shortened: `{"source": "aws.ecs", "detail-type": "ECS Deployment State Change", "resources":
 * ["arn:aws:ecs:us-east-1:123456789012:service/fairway/hello"], "detail": {"eventType": "INFO", "eventName":
 * "SERVICE_DEPLOYMENT_COMPLETED", "deploymentId": "ecs-svc/123", "updatedAt": "…", "reason": "…"}}`
 *
 * The second: `{"source": "aws.ecs", "detail-type": "ECS Task State Change", "resources": ["arn:aws:ecs:us-east-1:
 * 123456789012:task/fairway/0f1e…"], "detail": {"clusterArn": "…", "group": "service:hello", "startedBy": "ecs-svc/123",
 * "lastStatus": "STOPPED", "stopCode": "TaskFailedToStart", "stoppedReason": "CannotPullContainerError: …", "version": 5}}`
 */
export function parseSign(event: unknown): Sign | undefined {
  const { source, detail } = (event ?? {}) as { source?: unknown; detail?: Readonly<Record<string, unknown>> };
  const id = detail?.deploymentId ?? detail?.startedBy;
  if (source !== "aws.ecs" || typeof id !== "string" || !id.startsWith("ecs-svc/")) return undefined;
  return { ecsDeploymentId: id };
}
