import type { ActualSecurityGroup } from "../plan/facts.ts";
import type { Tags } from "../plan/plan.ts";
import type { Found, Removal } from "./found.ts";

/** EC2's security groups and their rules, as steps and `gather` use them. */
export interface SecurityGroups {
  /** Finds those of the named groups that exist in the VPC, with every rule. */
  find(vpcId: string, names: readonly string[]): Promise<readonly Found<ActualSecurityGroup>[]>;
  /** Creates an empty group (EC2 gives it a rule that lets everything out) and answers its id. */
  create(request: {
    readonly name: string;
    readonly description: string;
    readonly vpcId: string;
    readonly tags: Tags;
  }): Promise<string | "name-taken">;
  /** Adds rules; those that are there already are left as they are. */
  authorize(groupId: string, direction: RuleDirection, rules: readonly NewRule[]): Promise<void>;
  /** Takes rules away; those that are gone already are no error. */
  revoke(groupId: string, direction: RuleDirection, ruleIds: readonly string[]): Promise<void>;
  setTags(groupId: string, tags: Tags): Promise<void>;
  remove(groupId: string): Promise<Removal>;
}

export type RuleDirection = "ingress" | "egress";

/** One permission to add. `ports` is one TCP port, or `"all"`: every protocol and port. */
export interface NewRule {
  readonly ports: number | "all";
  readonly peer: { readonly cidr: string } | { readonly securityGroupId: string };
  readonly description: string;
}
