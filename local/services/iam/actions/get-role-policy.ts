import type { Action } from "../../../edge/contract.ts";
import { answerDocument } from "../documents.ts";
import { findInlinePolicy } from "../inline-policies.ts";
import { findRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const getRolePolicy: Action<"iam", "GetRolePolicy", IamState> = (input, { state }) => {
  const role = findRole(state, input.RoleName);
  const document = findInlinePolicy(role, input.PolicyName);
  return { RoleName: role.name, PolicyName: input.PolicyName, PolicyDocument: answerDocument(document) };
};
