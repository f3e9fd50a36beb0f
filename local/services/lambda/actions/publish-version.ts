import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { describeSettings } from "../configuration.ts";
import { findFunction } from "../find.ts";
import { publish } from "../publish.ts";
import type { LambdaState } from "../state.ts";

/** Makes a version out of what `$LATEST` is now. */
export const publishVersion: Action<"lambda", "PublishVersion", LambdaState> = (input, context) => {
  const found = findFunction(context.state, context.world, input.FunctionName as string);
  if (input.CodeSha256 && input.CodeSha256 !== found.latest.code.sha256)
    throw new AwsError(
      "InvalidParameterValueException",
      `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${found.latest.code.sha256}). Please try again with the CodeSHA256 in $LATEST.`,
    );
  return describeSettings(publish(context, found, input.Description));
};
