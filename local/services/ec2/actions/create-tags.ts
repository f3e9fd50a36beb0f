import type { Action } from "../../../edge/contract.ts";
import { errors } from "../errors.ts";
import { requireResources } from "../resources.ts";
import type { Ec2State } from "../state.ts";
import { setTags } from "../tags.ts";

export const createTags: Action<"ec2", "CreateTags", Ec2State> = (input, { state }) => {
  if (!input.Tags?.length) throw errors.missing("Tag");
  for (const id of requireResources(state, input.Resources)) setTags(state, id, input.Tags);
  return {};
};
