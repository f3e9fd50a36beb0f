import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { readCode } from "../code.ts";
import { describeSettings } from "../configuration.ts";
import { functionArn, parseReference } from "../find.ts";
import { publish } from "../publish.ts";
import { createSettings } from "../settings.ts";
import type { LambdaFunction, LambdaState } from "../state.ts";

/** Creates a function from a zip file. It is `Active` at once. */
export const createFunction: Action<"lambda", "CreateFunction", LambdaState> = (input, context) => {
  const { name } = parseReference(input.FunctionName as string);
  if (!/^[a-zA-Z0-9-_]{1,64}$/.test(name))
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${input.FunctionName}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9-_]{1,64}`,
    );
  if (context.state.functions.has(name))
    throw new AwsError("ResourceConflictException", `Function already exist: ${name}`, {
      status: 409,
      fields: { Type: "User" },
    });
  const arn = functionArn(context.world, name);
  const settings = createSettings(context, { ...input, FunctionName: name }, arn, readCode(input.Code));
  const created: LambdaFunction = {
    name,
    arn,
    latest: settings,
    versions: [],
    tags: new Map(Object.entries(input.Tags ?? {})),
    statements: new Map(),
    running: 0,
  };
  context.state.functions.set(name, created);
  return describeSettings(input.Publish ? publish(context, created) : settings);
};
