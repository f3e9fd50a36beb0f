import type { TaskStop } from "../incidents/classify-stop.ts";

/** The tasks of an ECS service that stopped within about the last hour, as ECS told of each when it did. */
export interface StopEvents {
  list(cluster: string, service: string): Promise<readonly StopEvent[]>;
}

export interface StopEvent extends TaskStop {
  readonly taskId: string;
  /** Milliseconds since the epoch. */
  readonly stoppedAt: number;
  /** The event "ECS Task State Change", as JSON. */
  readonly event: string;
}
