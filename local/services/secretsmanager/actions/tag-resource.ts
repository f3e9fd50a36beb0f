import type { Action } from "../../../edge/contract.ts";
import { requireLiveSecret } from "../find.ts";
import type { SecretsState } from "../state.ts";
import { addTags } from "../tags.ts";

export const tagResource: Action<"secretsmanager", "TagResource", SecretsState> = (input, { state, world }) => {
  addTags(requireLiveSecret(state, world.clock.now(), input.SecretId).tags, input.Tags ?? []);
  return {};
};
