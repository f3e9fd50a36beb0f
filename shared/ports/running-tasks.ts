/** The tasks of an ECS service, as `verify` reads them. */
export interface RunningTasks {
  /** The tasks that ECS means to keep running. */
  list(cluster: string, service: string): Promise<readonly RunningTask[]>;
  /** The image digests that ECS resolved for the service's revisions, by container name; none before the first task. */
  resolvedDigests(cluster: string, service: string): Promise<readonly ResolvedImage[]>;
}

export interface RunningTask {
  readonly arn: string;
  /** ECS's words: PROVISIONING … RUNNING. */
  readonly lastStatus: string;
  readonly taskDefinitionArn: string;
  /** The deployment of ECS which started it: `ecs-svc/…`. */
  readonly startedBy?: string;
  readonly containers: readonly { readonly name: string; readonly imageDigest?: string }[];
}

export interface ResolvedImage {
  readonly taskDefinitionArn: string;
  readonly container: string;
  readonly digest?: string;
}
