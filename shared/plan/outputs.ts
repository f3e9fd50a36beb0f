import type { Outputs } from "../steps/contract.ts";
import type { FoundResources } from "./facts.ts";

/** What references would resolve to, as far as the resources exist already. */
export function outputsOf(facts: FoundResources): Outputs {
  const known: Record<string, string | undefined> = {
    "cluster.arn": facts.cluster?.arn,
    "logGroup.arn": facts.logGroup?.arn,
    "loadBalancerSecurityGroup.id": facts.loadBalancerSecurityGroup?.id,
    "taskSecurityGroup.id": facts.taskSecurityGroup?.id,
    "loadBalancer.arn": facts.loadBalancer?.arn,
    "loadBalancer.dnsName": facts.loadBalancer?.dnsName,
    "targetGroup.arn": facts.targetGroup?.arn,
    "wakingTargetGroup.arn": facts.wakingTargetGroup?.arn,
    "httpListener.arn": facts.httpListener?.arn,
    "httpsListener.arn": facts.httpsListener?.arn,
    "taskDefinition.arn": facts.taskDefinition?.arn,
    "service.arn": facts.service?.arn,
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}
