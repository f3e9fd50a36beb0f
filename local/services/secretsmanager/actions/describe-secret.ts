import type { Action } from "../../../edge/contract.ts";
import { requireSecret } from "../find.ts";
import type { SecretsState } from "../state.ts";
import { describe, stagesOf } from "../views.ts";

export const describeSecret: Action<"secretsmanager", "DescribeSecret", SecretsState> = (input, { state, world }) => {
  const secret = requireSecret(state, world.clock.now(), input.SecretId);
  return { ...describe(secret), VersionIdsToStages: stagesOf(secret) };
};
