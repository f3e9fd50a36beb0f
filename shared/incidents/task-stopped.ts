import type { ContainerStop, TaskStop } from "./classify-stop.ts";

/** A task of a service that stopped, as ECS tells of it. Times are milliseconds since the epoch. */
export interface TaskStopped extends TaskStop {
  readonly service: string;
  readonly taskId: string;
  /** Grows with each word of ECS about the task. */
  readonly version: number;
  readonly stoppedAt: number;
  readonly createdAt?: number;
  readonly startedAt?: number;
  /** When its containers had ended, where it is known: its network interface goes later. */
  readonly endedAt?: number;
  readonly taskDefinitionArn?: string;
  /** ECS's deployment which started it: `ecs-svc/…`. */
  readonly startedBy?: string;
  readonly capacityProvider?: string;
  readonly zone?: string;
  readonly containers: readonly (ContainerStop & { readonly imageDigest?: string })[];
}
