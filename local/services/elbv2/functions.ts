import { AwsError } from "../../edge/aws-error.ts";
import type { Host } from "../../edge/contract.ts";
import { errors } from "./errors.ts";
import type { TargetGroup } from "./state.ts";

export const servicePrincipal = "elasticloadbalancing.amazonaws.com";

/** Registers a group's one function, which must let Elastic Load Balancing invoke it on behalf of the group. */
export function registerFunction(
  { cloud }: Host,
  group: TargetGroup,
  targets: readonly { readonly Id?: string | undefined; readonly Port?: number | undefined }[],
): void {
  const [{ Id: functionArn = "", Port: port } = {}, more] = targets;
  if (more || (group.functionArn !== undefined && group.functionArn !== functionArn))
    throw new AwsError("TooManyTargetsException", "You can register one Lambda function with each target group");
  if (!functionArn.includes(":function:"))
    throw new AwsError("InvalidTargetException", `The target '${functionArn}' is not a valid Lambda function ARN`);
  if (port !== undefined) throw errors.validation("A port cannot be specified for a Lambda function");
  if (!cloud.functions.permits(functionArn, servicePrincipal, group.arn))
    throw new AwsError(
      "AccessDenied",
      `elasticloadbalancing principal does not have permission to invoke ${functionArn} from target group ${group.arn}`,
      { status: 403 },
    );
  group.functionArn = functionArn;
}
