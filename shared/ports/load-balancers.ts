import type { ActualLoadBalancer } from "../plan/facts.ts";
import type { Tags } from "../plan/plan.ts";
import type { Found } from "./found.ts";

/** Application load balancers, as steps and `gather` use them. */
export interface LoadBalancers {
  find(name: string): Promise<Found<ActualLoadBalancer> | undefined>;
  /**
   * Creates a load balancer without waiting until it is active. The same request again answers the same one;
   * another one of the name is `name-taken`.
   */
  create(request: {
    readonly name: string;
    readonly scheme: "internet-facing";
    readonly subnetIds: readonly string[];
    readonly securityGroupIds: readonly string[];
    readonly tags: Tags;
  }): Promise<CreatedLoadBalancer | "name-taken">;
  setSecurityGroups(arn: string, securityGroupIds: readonly string[]): Promise<void>;
  setSubnets(arn: string, subnetIds: readonly string[]): Promise<void>;
  setAttributes(arn: string, attributes: Readonly<Record<string, string>>): Promise<void>;
  setTags(arn: string, tags: Tags): Promise<void>;
  /** Succeeds where there is none. */
  remove(arn: string): Promise<void>;
}

export interface CreatedLoadBalancer {
  readonly arn: string;
  readonly dnsName: string;
  readonly hostedZoneId: string;
}
