import { tagKeys } from "../../../shared/plan/names.ts";
import { type Change, describeCall, isOfAccount } from "./change.ts";

/** Who a resource belongs to, by its ARN or its id; nothing where there is no such resource. */
export type TagsOf = (id: string) => Readonly<Record<string, string>> | undefined;

/** What a call changes or deletes, by the member of its input that names it. What it only refers to is another matter. */
const subjects: Readonly<Record<string, string>> = {
  "ec2:AuthorizeSecurityGroupIngress": "GroupId",
  "ec2:AuthorizeSecurityGroupEgress": "GroupId",
  "ec2:RevokeSecurityGroupIngress": "GroupId",
  "ec2:RevokeSecurityGroupEgress": "GroupId",
  "ec2:DeleteSecurityGroup": "GroupId",
  "elbv2:SetSubnets": "LoadBalancerArn",
  "elbv2:SetSecurityGroups": "LoadBalancerArn",
  "elbv2:ModifyLoadBalancerAttributes": "LoadBalancerArn",
  "elbv2:DeleteLoadBalancer": "LoadBalancerArn",
  "elbv2:ModifyTargetGroup": "TargetGroupArn",
  "elbv2:ModifyTargetGroupAttributes": "TargetGroupArn",
  "elbv2:DeleteTargetGroup": "TargetGroupArn",
  "elbv2:ModifyListener": "ListenerArn",
  "elbv2:DeleteListener": "ListenerArn",
  "ecs:DeregisterTaskDefinition": "taskDefinition",
};

/**
 * I3: what is not ours is neither changed nor deleted: by the tags of what a call changes, and by the ids and names of
 * what is known to be someone else's, `foreign`, which no call may name at all.
 */
export function findTrespass(change: Change, foreign: readonly string[], tagsOf: TagsOf): string[] {
  const text = JSON.stringify(change.input ?? {});
  const named = foreign.filter((id) => text.includes(`"${id}"`));
  const member = isOfAccount(change) ? subjects[`${change.service}:${change.operation}`] : undefined;
  const subject = member && (change.input as Readonly<Record<string, string>>)[member];
  const tags = subject ? tagsOf(subject) : undefined;
  const notOurs = subject && tags && tags[tagKeys.installation] !== "fairway" ? [subject] : [];
  return [...new Set([...named, ...notOurs])].map((id) => `${describeCall(change)} on ${id}`);
}
