import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findRule } from "../find.ts";
import type { EventsState, Target } from "../state.ts";
import { findTargetKind } from "../targets/kinds.ts";

const targetsLimit = 5;

/** Adds targets to a rule, or replaces those with the same id. */
export const putTargets: Action<"events", "PutTargets", EventsState> = (input, { state }) => {
  const rule = findRule(state, input.Rule, input.EventBusName);
  const targets = input.Targets ?? [];
  for (const target of targets) check(target);
  const ids = new Set([...rule.targets.keys(), ...targets.map((target) => target.Id as string)]);
  if (ids.size > targetsLimit)
    throw new AwsError("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
  for (const target of targets) rule.targets.set(target.Id as string, target);
  return { FailedEntryCount: 0, FailedEntries: [] };
};

function check(target: Target): void {
  const arn = target.Arn as string;
  if (findTargetKind(arn).needsRole && !target.RoleArn)
    throw new AwsError("ValidationException", `RoleArn is required for target ${arn}.`);
  const inputs = [target.Input, target.InputPath, target.InputTransformer].filter((given) => given !== undefined);
  if (inputs.length > 1)
    throw new AwsError(
      "ValidationException",
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${target.Id}.`,
    );
  if (target.Input !== undefined && !isJson(target.Input))
    throw new AwsError("ValidationException", `JSON syntax error in input for target ${target.Id}.`);
  const attempts = target.RetryPolicy?.MaximumRetryAttempts;
  if (attempts !== undefined && (attempts < 0 || attempts > 185))
    throw new AwsError(
      "ValidationException",
      "Parameter RetryPolicy.MaximumRetryAttempts is not valid. Reason: it must be from 0 to 185.",
    );
  const age = target.RetryPolicy?.MaximumEventAgeInSeconds;
  if (age !== undefined && (age < 60 || age > 86_400))
    throw new AwsError(
      "ValidationException",
      "Parameter RetryPolicy.MaximumEventAgeInSeconds is not valid. Reason: it must be from 60 to 86400.",
    );
  const queueArn = target.DeadLetterConfig?.Arn;
  if (queueArn !== undefined && !/^arn:aws:sqs:[^:]+:[^:]+:[A-Za-z0-9_-]+$/.test(queueArn))
    throw new AwsError(
      "ValidationException",
      "Parameter DeadLetterConfig.Arn is not valid. Reason: it must be the ARN of a standard SQS queue.",
    );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
