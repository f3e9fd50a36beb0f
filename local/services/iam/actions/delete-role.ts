import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const deleteRole: Action<"iam", "DeleteRole", IamState> = (input, { state }) => {
  const role = findRole(state, input.RoleName);
  if (role.attachedPolicyArns.size > 0) throw conflict("Cannot delete entity, must detach all policies first.");
  if (role.inlinePolicies.size > 0) throw conflict("Cannot delete entity, must delete policies first.");
  state.roles.delete(role.name);
  return {};
};

function conflict(message: string): AwsError {
  return new AwsError("DeleteConflictException", message);
}
