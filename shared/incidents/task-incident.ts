import type { Incident, IncidentContainer, IncidentLine } from "../store/incidents.ts";
import type { StopClass } from "./classify-stop.ts";
import { describeStop } from "./describe-stop.ts";
import { keepLastLines } from "./last-lines.ts";
import type { TaskStopped } from "./task-stopped.ts";

/** What is known of a stopped task besides ECS's own words. */
export interface TaskStopFacts {
  readonly lines: readonly IncidentLine[];
  readonly origin: { readonly release?: number; readonly deploymentId?: string };
  readonly expiresAt: number;
}

/** The id under which whatever is told of a task is kept once. */
export function taskIncidentId(taskId: string): string {
  return `task-${taskId}`;
}

export function taskIncident(task: TaskStopped, stop: StopClass, facts: TaskStopFacts): Incident {
  const lastLines = keepLastLines(facts.lines);
  const { service, taskId, version, stoppedAt } = task;
  const imageDigest = task.containers.find(({ name }) => name === service)?.imageDigest;
  return {
    id: taskIncidentId(taskId),
    kind: "task",
    service,
    at: stoppedAt,
    cause: stop.cause,
    confidence: stop.confidence,
    summary: describeStop(task, stop, lastLines.findLast(({ message }) => message.trim() !== "")?.message),
    advice: stop.advice,
    taskId,
    containers: task.containers.map(containerOf),
    ...(lastLines.length > 0 && { lastLines }),
    ...(imageDigest !== undefined && { imageDigest }),
    ...facts.origin,
    ...known(task),
    stoppedAt,
    version,
    expiresAt: facts.expiresAt,
  };
}

function containerOf({ name, exitCode, reason, imageDigest }: TaskStopped["containers"][number]): IncidentContainer {
  return {
    name,
    ...(exitCode !== undefined && { exitCode }),
    ...(reason !== undefined && { reason }),
    ...(imageDigest !== undefined && { imageDigest }),
  };
}

const kept = [
  "stopCode",
  "stoppedReason",
  "taskDefinitionArn",
  "startedBy",
  "capacityProvider",
  "zone",
  "createdAt",
  "startedAt",
] as const;

function known(task: TaskStopped): Partial<Pick<Incident, (typeof kept)[number]>> {
  return Object.fromEntries(kept.flatMap((name) => (task[name] === undefined ? [] : [[name, task[name]]])));
}
