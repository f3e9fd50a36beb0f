/** The tasks and the counts of a service, as people ask for them. */
export interface ServiceTasks {
  /** Running ones, and those which stopped within the last hour: ECS remembers no longer. */
  list(cluster: string, service: string): Promise<readonly TaskDescription[]>;
  /** `undefined` where ECS has no such service. */
  counts(cluster: string, service: string): Promise<TaskCounts | undefined>;
}

export interface TaskCounts {
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
}

/** Times are milliseconds since the epoch. */
export interface TaskDescription {
  readonly id: string;
  readonly lastStatus: string;
  readonly desiredStatus: string;
  readonly healthStatus?: string;
  readonly taskDefinitionArn: string;
  readonly capacityProvider?: string;
  readonly zone?: string;
  readonly privateIp?: string;
  readonly imageDigest?: string;
  readonly createdAt?: number;
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  readonly exitCode?: number;
}
