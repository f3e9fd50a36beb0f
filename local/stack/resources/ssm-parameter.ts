import type { ResourceKind } from "../kind.ts";

interface Given {
  Name?: string;
  Type: "String" | "StringList";
  Value: string;
  Description?: string;
  Tags?: Readonly<Record<string, string>>;
}

/** AWS::SSM::Parameter. */
export const ssmParameter: ResourceKind = async ({ logicalId, properties }, { cloud, makeName }) => {
  const { Name = makeName(logicalId), Type, Value, Description, Tags = {} } = properties as unknown as Given;
  const tags = Object.entries(Tags).map(([Key, Value]) => ({ Key, Value }));
  await cloud.call("ssm", "PutParameter", { Name, Type, Value, Description, Tags: tags });
  return { ref: Name, attributes: { Type, Value } };
};
