/** What we take of ECS's "ECS Deployment State Change": only that something may have ended. */
export interface DeploymentStateChange {
  /** `ecs-svc/1234567890123456789` */
  readonly ecsDeploymentId: string;
  /** `SERVICE_DEPLOYMENT_COMPLETED`, `SERVICE_DEPLOYMENT_FAILED`, or what ECS adds one day. */
  readonly eventName: string;
}

/**
 * Reads the event, tolerant of whatever else ECS puts into it; `undefined` for what is none.
 *
 * An event, shortened: `{"source": "aws.ecs", "detail-type": "ECS Deployment State Change", "resources":
 * ["arn:aws:ecs:us-east-1:123456789012:service/fairway/hello"], "detail": {"eventType": "INFO", "eventName":
 * "SERVICE_DEPLOYMENT_COMPLETED", "deploymentId": "ecs-svc/123", "updatedAt": "…", "reason": "…"}}`
 */
export function parseDeploymentStateChange(event: unknown): DeploymentStateChange | undefined {
  const { source, detail } = (event ?? {}) as { source?: unknown; detail?: Readonly<Record<string, unknown>> };
  const { deploymentId, eventName } = detail ?? {};
  if (source !== "aws.ecs" || typeof deploymentId !== "string" || typeof eventName !== "string") return undefined;
  return { ecsDeploymentId: deploymentId, eventName };
}
