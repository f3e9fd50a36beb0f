import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { announce } from "../announce.ts";
import { addTags, nameGiven, valueGiven } from "../given.ts";
import { latest, type Parameter, parameterArn, type SsmState } from "../state.ts";

/** Versions that a parameter keeps; the oldest goes first. */
const versionsKept = 100;

export const putParameter: Action<"ssm", "PutParameter", SsmState> = (input, context) => {
  const { state, world, call } = context;
  const name = nameGiven(input.Name);
  const existing = state.parameters.get(name);
  if (input.Overwrite && input.Tags?.length)
    throw new AwsError(
      "ValidationException",
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  if (existing && !input.Overwrite)
    throw new AwsError(
      "ParameterAlreadyExists",
      "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    );
  const before = existing && latest(existing);
  const type = input.Type ?? before?.type;
  if (!type) throw new AwsError("ValidationException", "A parameter type is required when you create a parameter.");
  const tier = (input.Tier ?? before?.tier) === "Advanced" ? "Advanced" : "Standard";
  const allowedPattern = input.AllowedPattern ?? before?.allowedPattern;
  const version = {
    version: (before?.version ?? 0) + 1,
    type,
    value: valueGiven(input.Value ?? "", tier, allowedPattern),
    modifiedAt: world.clock.now(),
    modifiedBy: call.principal.arn,
    description: input.Description ?? before?.description,
    tier,
    dataType: input.DataType ?? before?.dataType ?? "text",
    allowedPattern,
  } as const;
  const parameter: Parameter = existing ?? {
    name,
    arn: parameterArn(world, name),
    versions: [],
    tags: new Map(),
  };
  addTags(parameter.tags, input.Tags ?? []);
  parameter.versions.push(version);
  if (parameter.versions.length > versionsKept) parameter.versions.shift();
  state.parameters.set(name, parameter);
  announce(context, parameter, existing ? "Update" : "Create");
  return { Version: version.version, Tier: tier };
};
