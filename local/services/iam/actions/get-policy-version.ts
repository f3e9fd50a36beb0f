import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { answerDocument } from "../documents.ts";
import { findPolicy } from "../managed-policies.ts";
import type { IamState } from "../state.ts";

/** Policies are not changed here, so that `v1` is the only version of each. */
export const getPolicyVersion: Action<"iam", "GetPolicyVersion", IamState> = (input, { state }) => {
  const policy = findPolicy(state, input.PolicyArn);
  if (input.VersionId !== "v1")
    throw new AwsError(
      "NoSuchEntityException",
      `Policy ${input.PolicyArn} version ${input.VersionId} does not exist or is not attachable.`,
    );
  return {
    PolicyVersion: {
      Document: answerDocument(policy.document),
      VersionId: "v1",
      IsDefaultVersion: true,
      CreateDate: new Date(policy.createdAt),
    },
  };
};
