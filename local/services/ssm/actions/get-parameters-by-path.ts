import type { Action } from "../../../edge/contract.ts";
import { describeParameter, type SsmState } from "../state.ts";

export const getParametersByPath: Action<"ssm", "GetParametersByPath", SsmState> = (input, { state }) => {
  const path = `${(input.Path ?? "/").replace(/\/$/, "")}/`;
  const below = [...state.parameters.values()].filter(
    ({ name }) => name.startsWith(path) && (input.Recursive || !name.slice(path.length).includes("/")),
  );
  return { Parameters: below.map((parameter) => describeParameter(parameter, input.WithDecryption)) };
};
