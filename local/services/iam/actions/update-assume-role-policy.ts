import type { Action } from "../../../edge/contract.ts";
import { readDocument } from "../documents.ts";
import { findRole } from "../roles.ts";
import type { IamState } from "../state.ts";

export const updateAssumeRolePolicy: Action<"iam", "UpdateAssumeRolePolicy", IamState> = (input, { state }) => {
  findRole(state, input.RoleName).trust = readDocument(input.PolicyDocument ?? "", "trust");
  return {};
};
