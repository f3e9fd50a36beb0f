import { jsonText, type ResourceKind, type Tag } from "../kind.ts";

interface Given {
  RoleName?: string;
  Path?: string;
  Description?: string;
  AssumeRolePolicyDocument: unknown;
  MaxSessionDuration?: number;
  PermissionsBoundary?: string;
  Policies?: readonly { PolicyName: string; PolicyDocument: unknown }[];
  ManagedPolicyArns?: readonly string[];
  Tags?: Tag[];
}

/** AWS::IAM::Role with its inline policies and the managed policies attached to it. */
export const iamRole: ResourceKind = async ({ logicalId, properties }, { cloud, makeName }) => {
  const { AssumeRolePolicyDocument, Policies = [], ManagedPolicyArns = [], ...given } = properties as unknown as Given;
  const RoleName = given.RoleName ?? makeName(logicalId).slice(0, 64);
  const { Role: role } = await cloud.call("iam", "CreateRole", {
    ...given,
    RoleName,
    AssumeRolePolicyDocument: jsonText(AssumeRolePolicyDocument),
  });
  for (const { PolicyName, PolicyDocument } of Policies)
    await cloud.call("iam", "PutRolePolicy", { RoleName, PolicyName, PolicyDocument: jsonText(PolicyDocument) });
  for (const PolicyArn of ManagedPolicyArns) await cloud.call("iam", "AttachRolePolicy", { RoleName, PolicyArn });
  return { ref: RoleName, attributes: { Arn: role?.Arn ?? "", RoleId: role?.RoleId ?? "" } };
};
