/** EC2's network interfaces, as `verify` reads them. */
export interface NetworkInterfaces {
  /** Those that carry any of the groups. */
  carrying(securityGroupIds: readonly string[]): Promise<readonly NetworkInterface[]>;
  /** The load balancer's own, whatever groups they carry. */
  ofLoadBalancer(arn: string): Promise<readonly NetworkInterface[]>;
}

export interface NetworkInterface {
  readonly id: string;
  /** As AWS writes it: `ELB app/fairway-hello/50dc6c495c0c9188`, `arn:aws:ecs:…:attachment/…`. */
  readonly description: string;
  readonly securityGroupIds: readonly string[];
}
