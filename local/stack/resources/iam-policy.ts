import { jsonText, type ResourceKind } from "../kind.ts";

interface Given {
  PolicyName: string;
  PolicyDocument: unknown;
  Roles?: readonly string[];
}

/** AWS::IAM::Policy: an inline policy of each role that it names. */
export const iamPolicy: ResourceKind = async ({ properties }, { cloud }) => {
  const { PolicyName, PolicyDocument, Roles = [] } = properties as unknown as Given;
  for (const RoleName of Roles)
    await cloud.call("iam", "PutRolePolicy", { RoleName, PolicyName, PolicyDocument: jsonText(PolicyDocument) });
  return { ref: PolicyName };
};
