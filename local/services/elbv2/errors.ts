import { AwsError } from "../../edge/aws-error.ts";

/** Elastic Load Balancing's errors, worded as it does. */
export const errors = {
  validation: (message: string) => new AwsError("ValidationError", message),
  invalidConfiguration: (message: string) => new AwsError("InvalidConfigurationRequestException", message),
  loadBalancersNotFound: (ids: readonly string[]) =>
    new AwsError("LoadBalancerNotFoundException", `Load balancers '[${ids.join(", ")}]' not found`),
  targetGroupsNotFound: (ids: readonly string[]) =>
    new AwsError(
      "TargetGroupNotFoundException",
      ids.length === 1 ? `Target groups '${ids[0]}' not found` : "One or more target groups not found",
    ),
  listenersNotFound: (ids: readonly string[]) =>
    new AwsError(
      "ListenerNotFoundException",
      ids.length === 1 ? `Listener '${ids[0]}' not found` : "One or more listeners not found",
    ),
  rulesNotFound: (ids: readonly string[]) =>
    new AwsError(
      "RuleNotFoundException",
      ids.length === 1 ? `Rule '${ids[0]}' not found` : "One or more rules not found",
    ),
  priorityInUse: (priority: number) =>
    new AwsError("PriorityInUseException", `Priority '${priority}' is currently in use`),
  notPermitted: (message: string) => new AwsError("OperationNotPermittedException", message),
  notImplemented: (what: string) => new AwsError("NotImplemented", `The local cloud has no ${what}.`),
} as const;
