import type { Action } from "../../../edge/contract.ts";
import { passes } from "../filters.ts";
import { page } from "../pages.ts";
import { latest, type SsmState } from "../state.ts";
import { withoutValue } from "../views.ts";

export const describeParameters: Action<"ssm", "DescribeParameters", SsmState> = (input, { state }) => {
  const found = [...state.parameters.values()].filter((parameter) => passes(parameter, input.ParameterFilters));
  const { entries, NextToken } = page(found, input, 50);
  return {
    Parameters: entries.map((parameter) => ({
      ...withoutValue(parameter, latest(parameter)),
      ARN: parameter.arn,
    })),
    NextToken,
  };
};
