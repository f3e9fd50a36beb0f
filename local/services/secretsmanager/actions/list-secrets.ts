import type { Action } from "../../../edge/contract.ts";
import { passes } from "../filters.ts";
import { secretsAt } from "../find.ts";
import { page } from "../pages.ts";
import type { SecretsState } from "../state.ts";
import { describe, stagesOf } from "../views.ts";

/** Lists secrets, the newest first unless told otherwise. */
export const listSecrets: Action<"secretsmanager", "ListSecrets", SecretsState> = (input, { state, world }) => {
  const found = secretsAt(state, world.clock.now())
    .filter(({ deletion }) => !deletion || input.IncludePlannedDeletion)
    .filter((secret) => passes(secret, input.Filters));
  if (input.SortOrder !== "asc") found.reverse();
  const { entries, NextToken } = page(found, input);
  return {
    SecretList: entries.map((secret) => ({ ...describe(secret), SecretVersionsToStages: stagesOf(secret) })),
    NextToken,
  };
};
