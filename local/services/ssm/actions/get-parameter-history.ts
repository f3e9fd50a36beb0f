import type { Action } from "../../../edge/contract.ts";
import { requireParameter } from "../find.ts";
import { page } from "../pages.ts";
import type { SsmState } from "../state.ts";
import { valueShown, withoutValue } from "../views.ts";

export const getParameterHistory: Action<"ssm", "GetParameterHistory", SsmState> = (input, { state }) => {
  const parameter = requireParameter(state, input.Name);
  const { entries, NextToken } = page(parameter.versions, input, 50);
  return {
    Parameters: entries.map((version) => ({
      ...withoutValue(parameter, version),
      Value: valueShown(parameter, version, input.WithDecryption),
      Labels: [],
    })),
    NextToken,
  };
};
