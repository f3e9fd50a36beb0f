import type { ResourceKind } from "../kind.ts";

interface Given {
  Action: string;
  FunctionName: string;
  Principal: string;
  SourceArn?: string;
  SourceAccount?: string;
}

/** AWS::Lambda::Permission. */
export const lambdaPermission: ResourceKind = async ({ logicalId, properties }, { cloud, makeName }) => {
  const given = properties as unknown as Given;
  const id = makeName(logicalId);
  await cloud.call("lambda", "AddPermission", { ...given, StatementId: id });
  return { ref: id, attributes: { Id: id } };
};
