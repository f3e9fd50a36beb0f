import type { Permissions } from "../../edge/contract.ts";
import { parameterArn, type SsmState } from "./state.ts";

export const permissions: Permissions<"ssm", SsmState> = {
  DeleteParameter: (input, { world }) => [
    { action: "ssm:DeleteParameter", resources: [parameterArn(world, input.Name ?? "")] },
  ],
  GetParameter: (input, { world }) => [
    { action: "ssm:GetParameter", resources: [parameterArn(world, input.Name ?? "")] },
  ],
  GetParameters: (input, { world }) => [
    { action: "ssm:GetParameters", resources: (input.Names ?? []).map((name) => parameterArn(world, name)) },
  ],
  GetParametersByPath: (input, { world }) => [
    { action: "ssm:GetParametersByPath", resources: [parameterArn(world, input.Path ?? "")] },
  ],
  PutParameter: (input, { world }) => [
    { action: "ssm:PutParameter", resources: [parameterArn(world, input.Name ?? "")] },
  ],
};
