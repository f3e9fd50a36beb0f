/** The health of a target group's targets, as `verify` reads it. */
export interface TargetHealths {
  list(targetGroupArn: string): Promise<readonly TargetHealth[]>;
}

export interface TargetHealth {
  /** `10.0.1.17:8080` */
  readonly target: string;
  /** ELB's words: initial, healthy, unhealthy, draining, unused. */
  readonly state: string;
  readonly reason?: string;
}
