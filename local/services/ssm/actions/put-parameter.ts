import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { type ParameterType, parameterArn, type SsmState } from "../state.ts";

export const putParameter: Action<"ssm", "PutParameter", SsmState> = (input, { state, world }) => {
  const name = input.Name ?? "";
  const existing = state.parameters.get(name);
  if (existing && !input.Overwrite)
    throw new AwsError(
      "ParameterAlreadyExists",
      "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    );
  const version = (existing?.version ?? 0) + 1;
  state.parameters.set(name, {
    name,
    arn: parameterArn(world, name),
    type: (input.Type as ParameterType | undefined) ?? existing?.type ?? "String",
    value: input.Value ?? "",
    version,
    modifiedAt: world.clock.now(),
    description: input.Description ?? existing?.description,
    tags: existing?.tags ?? new Map((input.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
  });
  return { Version: version, Tier: "Standard" };
};
