import type { Action } from "../../../edge/contract.ts";
import { describePolicy, findPolicy } from "../managed-policies.ts";
import type { IamState } from "../state.ts";

export const getPolicy: Action<"iam", "GetPolicy", IamState> = (input, { state }) => ({
  Policy: describePolicy(state, findPolicy(state, input.PolicyArn)),
});
