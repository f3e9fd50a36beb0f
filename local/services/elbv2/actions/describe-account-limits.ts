import type { Action } from "../../../edge/contract.ts";
import type { Elbv2State } from "../state.ts";

const limits: Readonly<Record<string, number>> = {
  "application-load-balancers": 50,
  "listeners-per-application-load-balancer": 50,
  "rules-per-application-load-balancer": 100,
  "target-groups": 3_000,
  "target-groups-per-application-load-balancer": 100,
  "targets-per-application-load-balancer": 1_000,
};

/** AWS's initial quotas. Of these only the rules' is enforced here. */
export const describeAccountLimits: Action<"elbv2", "DescribeAccountLimits", Elbv2State> = () => ({
  Limits: Object.entries(limits).map(([Name, max]) => ({ Name, Max: String(max) })),
});
