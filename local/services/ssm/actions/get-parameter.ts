import type { Action } from "../../../edge/contract.ts";
import { describeParameter, requireParameter, type SsmState } from "../state.ts";

export const getParameter: Action<"ssm", "GetParameter", SsmState> = (input, { state }) => ({
  Parameter: describeParameter(requireParameter(state, input.Name), input.WithDecryption),
});
