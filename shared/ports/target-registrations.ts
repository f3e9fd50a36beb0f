/** Takes targets out of a target group: ECS puts them in. */
export interface TargetRegistrations {
  /** `targets` are `10.0.1.17:8080`. What is not there (any more) is passed over. */
  deregister(targetGroupArn: string, targets: readonly string[]): Promise<void>;
}
