import type { Cloud } from "../../../local/cloud.ts";
import type { Input, Output } from "../../../local/edge/contract.ts";

type Element<List> = List extends readonly (infer One)[] ? One : never;
type ListOf<Kind extends "ec2" | "elbv2", Name extends string, Member extends keyof Output<Kind, Name>> = Element<
  NonNullable<Output<Kind, Name>[Member]>
>;

export type SecurityGroup = ListOf<"ec2", "DescribeSecurityGroups", "SecurityGroups">;
export type LoadBalancer = ListOf<"elbv2", "DescribeLoadBalancers", "LoadBalancers">;

/** The part of an account that can be half-open: who may reach whom. */
export interface Network {
  readonly groups: readonly SecurityGroup[];
  readonly loadBalancers: readonly LoadBalancer[];
}

export async function readNetwork(cloud: Pick<Cloud, "call">): Promise<Network> {
  const [{ SecurityGroups = [] }, { LoadBalancers = [] }] = await Promise.all([
    cloud.call("ec2", "DescribeSecurityGroups", {} as Input<"ec2", "DescribeSecurityGroups">),
    cloud.call("elbv2", "DescribeLoadBalancers", {}),
  ]);
  return { groups: SecurityGroups, loadBalancers: LoadBalancers };
}

/** The tag of a resource, in EC2's and Elastic Load Balancing's way to write tags. */
export function tagOf(tags: readonly { Key?: string; Value?: string }[] | undefined, key: string): string | undefined {
  return tags?.find(({ Key }) => Key === key)?.Value;
}
