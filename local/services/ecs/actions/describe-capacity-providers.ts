import type { Action } from "../../../edge/contract.ts";
import { capacityProviderArn, nameOf } from "../arns.ts";
import { pageOf } from "../page.ts";
import type { EcsState } from "../state.ts";

const known = ["FARGATE", "FARGATE_SPOT"] as const;

/** DescribeCapacityProviders: FARGATE and FARGATE_SPOT, the two that every account has. */
export const describeCapacityProviders: Action<"ecs", "DescribeCapacityProviders", EcsState> = (input, { world }) => {
  const asked = input.capacityProviders?.map(nameOf);
  const found = known.filter((name) => !asked || asked.includes(name));
  const { items, nextToken } = pageOf(found, input, 10);
  return {
    capacityProviders: items.map((name) => ({
      capacityProviderArn: capacityProviderArn(world, name),
      name,
      status: "ACTIVE",
      type: name,
      tags: [],
    })),
    failures: (asked ?? [])
      .filter((name) => !found.some((other) => other === name))
      .map((name) => ({ arn: capacityProviderArn(world, name), reason: "MISSING" })),
    nextToken,
  };
};
