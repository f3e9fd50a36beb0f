import type { Actions } from "../../edge/contract.ts";
import { attachRolePolicy } from "./actions/attach-role-policy.ts";
import { createPolicy } from "./actions/create-policy.ts";
import { createRole } from "./actions/create-role.ts";
import { createServiceLinkedRole } from "./actions/create-service-linked-role.ts";
import { deletePolicy } from "./actions/delete-policy.ts";
import { deleteRole } from "./actions/delete-role.ts";
import { deleteRolePermissionsBoundary } from "./actions/delete-role-permissions-boundary.ts";
import { deleteRolePolicy } from "./actions/delete-role-policy.ts";
import { detachRolePolicy } from "./actions/detach-role-policy.ts";
import { getPolicy } from "./actions/get-policy.ts";
import { getPolicyVersion } from "./actions/get-policy-version.ts";
import { getRole } from "./actions/get-role.ts";
import { getRolePolicy } from "./actions/get-role-policy.ts";
import { listAttachedRolePolicies } from "./actions/list-attached-role-policies.ts";
import { listPolicies } from "./actions/list-policies.ts";
import { listRolePolicies } from "./actions/list-role-policies.ts";
import { listRoleTags } from "./actions/list-role-tags.ts";
import { listRoles } from "./actions/list-roles.ts";
import { putRolePermissionsBoundary } from "./actions/put-role-permissions-boundary.ts";
import { putRolePolicy } from "./actions/put-role-policy.ts";
import { simulatePrincipalPolicy } from "./actions/simulate-principal-policy.ts";
import { tagRole } from "./actions/tag-role.ts";
import { untagRole } from "./actions/untag-role.ts";
import { updateAssumeRolePolicy } from "./actions/update-assume-role-policy.ts";
import { updateRole } from "./actions/update-role.ts";
import type { IamState } from "./state.ts";

/** What the local IAM can do. */
export const actions: Actions<"iam", IamState> = {
  AttachRolePolicy: attachRolePolicy,
  CreatePolicy: createPolicy,
  CreateRole: createRole,
  CreateServiceLinkedRole: createServiceLinkedRole,
  DeletePolicy: deletePolicy,
  DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary,
  DeleteRolePolicy: deleteRolePolicy,
  DeleteRole: deleteRole,
  DetachRolePolicy: detachRolePolicy,
  GetPolicyVersion: getPolicyVersion,
  GetPolicy: getPolicy,
  GetRolePolicy: getRolePolicy,
  GetRole: getRole,
  ListAttachedRolePolicies: listAttachedRolePolicies,
  ListPolicies: listPolicies,
  ListRolePolicies: listRolePolicies,
  ListRoleTags: listRoleTags,
  ListRoles: listRoles,
  PutRolePermissionsBoundary: putRolePermissionsBoundary,
  PutRolePolicy: putRolePolicy,
  SimulatePrincipalPolicy: simulatePrincipalPolicy,
  TagRole: tagRole,
  UntagRole: untagRole,
  UpdateAssumeRolePolicy: updateAssumeRolePolicy,
  UpdateRole: updateRole,
};
