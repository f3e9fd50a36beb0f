import { AwsError } from "../../../local/edge/aws-error.ts";
import type { ServiceKind } from "../../../local/edge/contract.ts";

/** What each service answers when it wants to be asked less often. */
const throttles: Partial<Record<ServiceKind, readonly [code: string, status: number]>> = {
  dynamodb: ["ProvisionedThroughputExceededException", 400],
  ec2: ["RequestLimitExceeded", 503],
  elbv2: ["Throttling", 400],
  lambda: ["TooManyRequestsException", 429],
};

export function throttled(service: ServiceKind): AwsError {
  const [code, status] = throttles[service] ?? ["ThrottlingException", 400];
  return new AwsError(code, "Rate exceeded", { status });
}

export function serverError(service: ServiceKind): AwsError {
  const code = service === "ec2" ? "InternalError" : "InternalFailure";
  return new AwsError(code, "The request processing has failed because of an unknown error.", { status: 500 });
}

/** As IAM denies: an organisation's policy, a boundary, a role that someone edited. */
export function denied(service: ServiceKind, operation: string): AwsError {
  const code =
    service === "ec2" ? "UnauthorizedOperation" : service === "elbv2" ? "AccessDenied" : "AccessDeniedException";
  return new AwsError(code, `You are not authorized to perform this operation: ${service}:${operation}.`, {
    status: 403,
  });
}

const limits: Readonly<Record<string, string>> = {
  "ec2:CreateSecurityGroup": "SecurityGroupLimitExceeded",
  "ec2:AuthorizeSecurityGroupIngress": "RulesPerSecurityGroupLimitExceeded",
  "ec2:AuthorizeSecurityGroupEgress": "RulesPerSecurityGroupLimitExceeded",
  "elbv2:CreateLoadBalancer": "TooManyLoadBalancers",
  "elbv2:CreateTargetGroup": "TooManyTargetGroups",
  "elbv2:CreateListener": "TooManyListeners",
};

/** A quota that is used up, or a call that the service refuses whatever one does. */
export function overLimit(service: ServiceKind, operation: string): AwsError {
  const name = `${service}:${operation}`;
  if (service === "dynamodb")
    return new AwsError("ValidationException", "Item size has exceeded the maximum allowed size");
  if (service === "ecs") return new AwsError("InvalidParameterException", "The request is not valid for this account.");
  return new AwsError(limits[name] ?? "LimitExceededException", "You have reached a limit of this account.");
}

/** What a service says of something that it does not see. */
export function notFound(service: ServiceKind, id: string): AwsError {
  if (service === "ec2") return new AwsError("InvalidGroup.NotFound", `The security group '${id}' does not exist`);
  if (service !== "elbv2") return new AwsError("ResourceNotFoundException", `${id} was not found.`);
  const what = /:(loadbalancer|targetgroup|listener)\//.exec(id)?.[1] ?? "loadbalancer";
  const code = {
    loadbalancer: "LoadBalancerNotFound",
    targetgroup: "TargetGroupNotFound",
    listener: "ListenerNotFound",
  };
  return new AwsError(code[what as keyof typeof code], `One or more of '${id}' not found`);
}

/** What ECS says where it does not see the cluster that a call names. */
export function clusterNotFound(): AwsError {
  return new AwsError("ClusterNotFoundException", "Cluster not found.");
}
