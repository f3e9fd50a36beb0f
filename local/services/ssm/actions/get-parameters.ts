import type { Action } from "../../../edge/contract.ts";
import { describeParameter, findParameter, type SsmState } from "../state.ts";

export const getParameters: Action<"ssm", "GetParameters", SsmState> = (input, { state }) => {
  const names = input.Names ?? [];
  const found = names.flatMap((name) => findParameter(state, name) ?? []);
  return {
    Parameters: found.map((parameter) => describeParameter(parameter, input.WithDecryption)),
    InvalidParameters: names.filter((name) => !findParameter(state, name)),
  };
};
