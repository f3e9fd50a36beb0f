import type { TaskStopped } from "../../../shared/incidents/task-stopped.ts";
import { defined } from "../../../shared/model/defined.ts";

/**
 * Reads an event that tells that a task of a service has stopped, tolerant of whatever else ECS puts into it;
 * `undefined` for any other.
 *
 * Shortened: `{"source": "aws.ecs", "detail-type": "ECS Task State Change", "time": "…", "detail": {"taskArn":
 * "arn:aws:ecs:us-east-1:123456789012:task/fairway/0f1e…", "group": "service:orders", "lastStatus": "STOPPED",
 * "stopCode": "EssentialContainerExited", "stoppedReason": "Essential container in task exited", "containers":
 * [{"name": "orders", "exitCode": 3, "imageDigest": "sha256:…"}], "startedBy": "ecs-svc/123", "taskDefinitionArn": "…",
 * "createdAt": "…", "startedAt": "…", "stoppedAt": "…", "version": 5}}`
 */
export function parseTaskStopped(event: unknown): TaskStopped | undefined {
  const { source, time, detail } = (event ?? {}) as Readonly<Record<string, unknown>>;
  const fields = (detail ?? {}) as Readonly<Record<string, unknown>>;
  const taskId = text(fields.taskArn)?.split("/").at(-1);
  const service = /^service:(.+)$/.exec(text(fields.group) ?? "")?.[1];
  const stoppedAt = milliseconds(fields.stoppedAt) ?? milliseconds(fields.stoppingAt) ?? milliseconds(time);
  if (source !== "aws.ecs" || fields.lastStatus !== "STOPPED") return undefined;
  if (!taskId || service === undefined || stoppedAt === undefined) return undefined;
  return {
    service,
    taskId,
    version: typeof fields.version === "number" ? fields.version : 0,
    stoppedAt,
    ...defined({
      stopCode: text(fields.stopCode),
      stoppedReason: text(fields.stoppedReason),
      taskDefinitionArn: text(fields.taskDefinitionArn),
      startedBy: text(fields.startedBy),
      capacityProvider: text(fields.capacityProviderName),
      zone: text(fields.availabilityZone),
      createdAt: milliseconds(fields.createdAt),
      startedAt: milliseconds(fields.startedAt),
      endedAt: milliseconds(fields.executionStoppedAt) ?? milliseconds(fields.stoppingAt),
    }),
    containers: Array.isArray(fields.containers) ? fields.containers.map(readContainer) : [],
  };
}

function readContainer(container: unknown): TaskStopped["containers"][number] {
  const { name, exitCode, reason, imageDigest } = (container ?? {}) as Readonly<Record<string, unknown>>;
  return {
    name: text(name) ?? "",
    ...defined({
      exitCode: typeof exitCode === "number" ? exitCode : undefined,
      reason: text(reason),
      imageDigest: text(imageDigest),
    }),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function milliseconds(value: unknown): number | undefined {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
