import type { Action } from "../../../edge/contract.ts";
import type { SsmState } from "../state.ts";

export const describeParameters: Action<"ssm", "DescribeParameters", SsmState> = (_input, { state }) => ({
  Parameters: [...state.parameters.values()].map((parameter) => ({
    Name: parameter.name,
    ARN: parameter.arn,
    Type: parameter.type,
    Description: parameter.description,
    Version: parameter.version,
    LastModifiedDate: new Date(parameter.modifiedAt),
    Tier: "Standard" as const,
    DataType: "text",
  })),
});
