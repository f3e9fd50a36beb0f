import type { Action } from "../../../edge/contract.ts";
import { requireParameter } from "../find.ts";
import type { SsmState } from "../state.ts";

export const deleteParameter: Action<"ssm", "DeleteParameter", SsmState> = (input, { state }) => {
  state.parameters.delete(requireParameter(state, input.Name).name);
  return {};
};
