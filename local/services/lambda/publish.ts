import type { Context } from "../../edge/contract.ts";
import type { FunctionSettings, LambdaFunction, LambdaState } from "./state.ts";

/** Freezes `$LATEST` as the next version; the same code and configuration as the last version's stay that version. */
export function publish(context: Context<LambdaState>, found: LambdaFunction, description?: string): FunctionSettings {
  const last = found.versions.at(-1);
  if (last && last.revisionId === found.latest.revisionId) return last;
  const settings: FunctionSettings = {
    ...found.latest,
    version: String(found.versions.length + 1),
    description: description ?? found.latest.description,
    lastModified: context.world.clock.now(),
  };
  found.versions.push(settings);
  return settings;
}
