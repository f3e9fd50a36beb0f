/** That ECS could not place, or not launch, a task of a service. */
export interface TaskUnplaced {
  readonly service: string;
  /** `RESOURCE:FARGATE`; what ECS shows of the service says more. */
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const failures: readonly unknown[] = ["SERVICE_TASK_PLACEMENT_FAILURE", "SERVICE_TASK_CONFIGURATION_FAILURE"];

/**
 * Reads an event that tells so, tolerant of whatever else ECS puts into it; `undefined` for any other.
 *
 * Shortened: `{"source": "aws.ecs", "detail-type": "ECS Service Action", "time": "…", "resources":
 * ["arn:aws:ecs:us-east-1:123456789012:service/fairway/orders"], "detail": {"eventType": "ERROR", "eventName":
 * "SERVICE_TASK_PLACEMENT_FAILURE", "clusterArn": "…", "capacityProviderArns": ["…:capacity-provider/FARGATE_SPOT"],
 * "reason": "RESOURCE:FARGATE", "createdAt": "2026-11-23T15:00:00.000Z"}}`
 */
export function parseTaskUnplaced(event: unknown): TaskUnplaced | undefined {
  const { source, time, resources, detail } = (event ?? {}) as Readonly<Record<string, unknown>>;
  const { eventName, reason, createdAt } = (detail ?? {}) as Readonly<Record<string, unknown>>;
  const [arn] = Array.isArray(resources) ? resources : [];
  const service = typeof arn === "string" ? /:service\/[^/]+\/([^/]+)$/.exec(arn)?.[1] : undefined;
  const at = [createdAt, time].map((value) => Date.parse(String(value))).find((value) => !Number.isNaN(value));
  if (source !== "aws.ecs" || !failures.includes(eventName) || service === undefined || at === undefined)
    return undefined;
  return { service, reason: typeof reason === "string" ? reason : "", at };
}
