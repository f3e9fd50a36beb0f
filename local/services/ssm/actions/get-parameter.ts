import type { Action } from "../../../edge/contract.ts";
import { requireSelected } from "../find.ts";
import type { SsmState } from "../state.ts";
import { withValue } from "../views.ts";

export const getParameter: Action<"ssm", "GetParameter", SsmState> = (input, { state }) => ({
  Parameter: withValue(requireSelected(state, input.Name ?? ""), input.WithDecryption),
});
