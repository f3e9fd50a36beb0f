import type { ResourceKind } from "../kind.ts";

/** AWS::IAM::ServiceLinkedRole. */
export const iamServiceLinkedRole: ResourceKind = async ({ properties }, { cloud }) => {
  const { AWSServiceName, CustomSuffix, Description } = properties as {
    AWSServiceName: string;
    CustomSuffix?: string;
    Description?: string;
  };
  const { Role: role } = await cloud.call("iam", "CreateServiceLinkedRole", {
    AWSServiceName,
    CustomSuffix,
    Description,
  });
  return { ref: role?.RoleName ?? "", attributes: { RoleName: role?.RoleName ?? "", Arn: role?.Arn ?? "" } };
};
