import { jsonText, type ResourceKind } from "../kind.ts";

interface Given {
  ManagedPolicyName?: string;
  Path?: string;
  Description?: string;
  PolicyDocument: unknown;
  Roles?: readonly string[];
}

/** AWS::IAM::ManagedPolicy, attached to the roles that it names. */
export const iamManagedPolicy: ResourceKind = async ({ logicalId, properties }, { cloud, makeName }) => {
  const { ManagedPolicyName, Path, Description, PolicyDocument, Roles = [] } = properties as unknown as Given;
  const { Policy: policy } = await cloud.call("iam", "CreatePolicy", {
    PolicyName: ManagedPolicyName ?? makeName(logicalId),
    Path,
    Description,
    PolicyDocument: jsonText(PolicyDocument),
  });
  const arn = policy?.Arn ?? "";
  for (const RoleName of Roles) await cloud.call("iam", "AttachRolePolicy", { RoleName, PolicyArn: arn });
  return { ref: arn, attributes: { PolicyArn: arn, PolicyId: policy?.PolicyId ?? "" } };
};
