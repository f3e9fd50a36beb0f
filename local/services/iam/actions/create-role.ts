import type { Action } from "../../../edge/contract.ts";
import { addRole, describeRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const createRole: Action<"iam", "CreateRole", IamState> = (input, { world, state }) => {
  const role = addRole(world, state, {
    name: input.RoleName ?? "",
    path: input.Path,
    trust: input.AssumeRolePolicyDocument ?? "",
    description: input.Description,
    boundaryArn: input.PermissionsBoundary,
    maxSessionDuration: input.MaxSessionDuration,
    tags: input.Tags,
  });
  return { Role: describeRole(role) };
};
