import type { WebSpec } from "../../model/service-spec.ts";
import type { PlannedWakingTargetGroup } from "../plan.ts";
import { type PlanInput, serviceTags } from "./context.ts";

/** The function to which a load balancer hands the requests of a service that sleeps. */
export const wakingFunction = "event-request-arrived";

/** A web service that scales to zero sleeps while nothing comes, and is woken by the first request. */
export function sleeps({ scaling }: WebSpec): boolean {
  return scaling?.scaleToZero !== undefined;
}

export function planWakingTargetGroup(input: PlanInput<WebSpec>): PlannedWakingTargetGroup {
  const { name, region, account, executionRoleArn } = input.installation;
  const partition = executionRoleArn.split(":")[1];
  return {
    name: input.names.wakingTargetGroup,
    functionArn: `arn:${partition}:lambda:${region}:${account}:function:${name}-${wakingFunction}`,
    tags: serviceTags(input),
  };
}
