import type { Action } from "../../../edge/contract.ts";
import { invalid } from "../service-settings.ts";
import type { EcsState } from "../state.ts";
import { serviceDeploymentView } from "../views.ts";

/** DescribeServiceDeployments, at most twenty. */
export const describeServiceDeployments: Action<"ecs", "DescribeServiceDeployments", EcsState> = (input, ecs) => {
  const arns = input.serviceDeploymentArns ?? [];
  if (arns.length > 20) invalid("At most 20 service deployments can be described at once.");
  const found = arns.map((arn) => ({ arn, shape: ecs.state.serviceDeployments.get(arn) }));
  return {
    serviceDeployments: found.flatMap(({ shape }) => (shape ? serviceDeploymentView(ecs, shape) : [])),
    failures: found.flatMap(({ arn, shape }) => (shape ? [] : { arn, reason: "MISSING" })),
  };
};
