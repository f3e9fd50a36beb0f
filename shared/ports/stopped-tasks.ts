/** Why tasks of an ECS service stopped. ECS remembers it for about an hour. */
export interface StoppedTasks {
  list(cluster: string, service: string): Promise<readonly StoppedTask[]>;
}

export interface StoppedTask {
  /** The deployment of ECS which started it: `ecs-svc/…`. */
  readonly startedBy?: string;
  /** When ECS made it, when its containers ran, and when it was told to stop, in milliseconds since the epoch. */
  readonly createdAt?: number;
  readonly startedAt?: number;
  readonly stoppingAt?: number;
  /** ECS's words: `TaskFailedToStart`, `EssentialContainerExited`, `ServiceSchedulerInitiated`. */
  readonly stopCode?: string;
  /** `CannotPullContainerError: …`, `Essential container in task exited`. */
  readonly stoppedReason?: string;
  readonly containers: readonly StoppedContainer[];
}

export interface StoppedContainer {
  readonly name: string;
  readonly exitCode?: number;
  /** `OutOfMemoryError: Container killed due to memory usage`. */
  readonly reason?: string;
}
