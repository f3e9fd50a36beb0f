import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { describeRole } from "../roles.ts";
import { addServiceLinkedRole, serviceLinkedRoleNames } from "../service-linked-roles.ts";
import type { IamState } from "../state.ts";

export const createServiceLinkedRole: Action<"iam", "CreateServiceLinkedRole", IamState> = (
  input,
  { world, state },
) => {
  const service = input.AWSServiceName ?? "";
  const name = serviceLinkedRoleNames[service];
  if (!name)
    throw new AwsError("InvalidInputException", `Service role for ${service} is not known to the local cloud.`);
  if (state.roles.has(name))
    throw new AwsError(
      "InvalidInputException",
      `Service role name ${name} has been taken in this account, please try a different suffix.`,
    );
  return { Role: describeRole(addServiceLinkedRole(world, state, service)) };
};
