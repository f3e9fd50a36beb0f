import type { Action } from "../../../edge/contract.ts";
import { readCode } from "../code.ts";
import { describeSettings } from "../configuration.ts";
import { findFunction } from "../find.ts";
import { publish } from "../publish.ts";
import type { FunctionSettings, LambdaState } from "../state.ts";

/** Replaces a function's code. Invocations that run go on with the old one; the next starts a new environment. */
export const updateFunctionCode: Action<"lambda", "UpdateFunctionCode", LambdaState> = (input, context) => {
  const found = findFunction(context.state, context.world, input.FunctionName as string);
  const settings: FunctionSettings = {
    ...found.latest,
    code: readCode(input),
    architecture: input.Architectures?.[0] ?? found.latest.architecture,
    lastModified: context.world.clock.now(),
    revisionId: context.world.random.uuid(),
  };
  if (input.DryRun) return describeSettings(settings);
  found.latest = settings;
  context.state.runner.retire(found.name);
  return describeSettings(input.Publish ? publish(context, found) : settings);
};
