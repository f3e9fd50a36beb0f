import type { StoppedTask } from "../ports/stopped-tasks.ts";
import { failedTasks } from "../reactions/failure.ts";
import type { Incident } from "../store/incidents.ts";
import { adviceOn } from "./cause.ts";
import { classifyStop } from "./classify-stop.ts";

/** A deployment of ECS that failed, and what became of its tasks. */
export interface DeploymentFailed {
  readonly service: string;
  /** `ecs-svc/1234567890123456789` */
  readonly ecsDeploymentId: string;
  /** Ours. */
  readonly deploymentId: string;
  /** Why, for a person. */
  readonly message: string;
  readonly stopped: readonly StoppedTask[];
}

export function deploymentIncidentId(ecsDeploymentId: string): string {
  return `deployment-${ecsDeploymentId.replace(/^ecs-svc\//, "")}`;
}

/** A failed deployment as an incident: its cause is that of the task which failed last, and no surer than that. */
export function deploymentIncident(failed: DeploymentFailed, at: number, expiresAt: number): Incident {
  const { service, ecsDeploymentId, deploymentId, message, stopped } = failed;
  const last = failedTasks(ecsDeploymentId, stopped).at(-1);
  const { cause, confidence, advice } = last ? classifyStop(last) : nothingKnown;
  return {
    id: deploymentIncidentId(ecsDeploymentId),
    kind: "deployment",
    service,
    at,
    cause,
    confidence,
    summary: message,
    advice,
    ...(last?.stopCode !== undefined && { stopCode: last.stopCode }),
    ...(last?.stoppedReason !== undefined && { stoppedReason: last.stoppedReason }),
    startedBy: ecsDeploymentId,
    deploymentId,
    version: 1,
    expiresAt,
  };
}

const nothingKnown = { cause: "unknown", confidence: "unknown", advice: adviceOn.unknown } as const;
