import type { WebSpec } from "../../model/service-spec.ts";
import { placeInSubnets } from "../placement.ts";
import type { PlannedLoadBalancer, PlannedTargetGroup } from "../plan.ts";
import { reference } from "../reference.ts";
import { type PlanInput, serviceTags } from "./context.ts";

/** Carries the public group and never the tasks' own. */
export function planLoadBalancer(input: PlanInput<WebSpec>): PlannedLoadBalancer {
  return {
    name: input.names.loadBalancer,
    scheme: "internet-facing",
    subnetIds: placeInSubnets(input.spec, input.facts.subnets).loadBalancer.map((subnet) => subnet.id),
    securityGroups: [reference("loadBalancerSecurityGroup", "id")],
    attributes: {
      "routing.http.drop_invalid_header_fields.enabled": "true",
      "routing.http.desync_mitigation_mode": "defensive",
    },
    tags: serviceTags(input),
  };
}

export function planTargetGroup(input: PlanInput<WebSpec>): PlannedTargetGroup {
  const { path, intervalSeconds, timeoutSeconds, healthyThreshold, unhealthyThreshold, matcher } =
    input.spec.healthCheck;
  return {
    name: input.names.targetGroup,
    port: input.spec.port,
    vpcId: input.facts.vpc.id,
    healthCheck: { path, intervalSeconds, timeoutSeconds, healthyThreshold, unhealthyThreshold, matcher },
    attributes: { "deregistration_delay.timeout_seconds": String(input.spec.deregistrationDelaySeconds) },
    tags: serviceTags(input),
  };
}
