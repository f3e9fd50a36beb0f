import type { Outputs } from "../../steps/contract.ts";
import type { ActualLoadBalancer } from "../facts.ts";
import type { PlannedLoadBalancer } from "../plan.ts";
import { resolveKnown } from "../reference.ts";
import { attributeDifferences, differencesOf, sorted, tagDifferences } from "./compare.ts";
import { conflict, create, keep, type Match, notOurs, remove, replaceIfAny, updateIfAny } from "./match.ts";

/**
 * A load balancer's scheme and VPC are for life; subnets, security groups, attributes and tags are set in place
 * (SetSubnets, SetSecurityGroups, ModifyLoadBalancerAttributes, AddTags).
 * It belongs to a VPC through its security groups, which `matchSecurityGroup` compares.
 */
export function matchLoadBalancer(
  desired: PlannedLoadBalancer | undefined,
  actual: ActualLoadBalancer | undefined,
  outputs: Outputs,
): Match {
  if (desired === undefined) return actual?.owned ? remove : keep;
  if (actual === undefined) return create;
  if (!actual.owned) return notOurs("load balancer", desired.name, actual.arn);
  if (actual.state === "failed") {
    return conflict(`The load balancer ${desired.name} is in state failed. Remove the service and deploy it again.`);
  }
  const forLife = differencesOf({ scheme: [desired.scheme, actual.scheme] });
  if (forLife.length > 0) return replaceIfAny(forLife);
  return updateIfAny([
    ...differencesOf({
      subnetIds: [sorted(desired.subnetIds), sorted(actual.subnetIds)],
      securityGroups: [
        sorted(desired.securityGroups.map((token) => resolveKnown(token, outputs))),
        sorted(actual.securityGroupIds),
      ],
    }),
    ...attributeDifferences(desired.attributes, actual.attributes),
    ...tagDifferences(desired.tags, actual.tags),
  ]);
}
