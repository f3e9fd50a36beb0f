import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { below, passes } from "../filters.ts";
import { page } from "../pages.ts";
import type { SsmState } from "../state.ts";
import { latestWithValue } from "../views.ts";

export const getParametersByPath: Action<"ssm", "GetParametersByPath", SsmState> = (input, { state }) => {
  const path = input.Path ?? "";
  if (!path.startsWith("/"))
    throw new AwsError(
      "ValidationException",
      `The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash "/".`,
    );
  const found = [...state.parameters.values()]
    .filter(({ name }) => below(name, path, input.Recursive ?? false))
    .filter((parameter) => passes(parameter, input.ParameterFilters))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const { entries, NextToken } = page(found, input, 10);
  return { Parameters: entries.map((parameter) => latestWithValue(parameter, input.WithDecryption)), NextToken };
};
