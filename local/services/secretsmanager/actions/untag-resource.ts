import type { Action } from "../../../edge/contract.ts";
import { requireLiveSecret } from "../find.ts";
import type { SecretsState } from "../state.ts";

export const untagResource: Action<"secretsmanager", "UntagResource", SecretsState> = (input, { state, world }) => {
  const { tags } = requireLiveSecret(state, world.clock.now(), input.SecretId);
  for (const key of input.TagKeys ?? []) tags.delete(key);
  return {};
};
