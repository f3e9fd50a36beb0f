import { AwsError } from "../../edge/aws-error.ts";
import type { Output } from "../../edge/contract.ts";
import type { IamState, ManagedPolicy } from "./state.ts";
import { describeTags } from "./tags.ts";

export function findPolicy(state: IamState, policyArn: string | undefined): ManagedPolicy {
  const policy = state.policies.get(policyArn ?? "");
  if (!policy) throw new AwsError("NoSuchEntityException", `Policy ${policyArn} does not exist or is not attachable.`);
  return policy;
}

export function attachmentCount(state: IamState, policy: ManagedPolicy): number {
  return [...state.roles.values()].filter((role) => role.attachedPolicyArns.has(policy.arn)).length;
}

/** A managed policy as IAM answers it. There is one version of each. */
export function describePolicy(
  state: IamState,
  policy: ManagedPolicy,
): NonNullable<Output<"iam", "GetPolicy">["Policy"]> {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: "v1",
    AttachmentCount: attachmentCount(state, policy),
    PermissionsBoundaryUsageCount: [...state.roles.values()].filter((role) => role.boundaryArn === policy.arn).length,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.createdAt),
    Tags: policy.tags.size > 0 ? describeTags(policy.tags) : undefined,
  };
}
