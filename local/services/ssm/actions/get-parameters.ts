import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findSelected } from "../find.ts";
import type { SsmState } from "../state.ts";
import { withValue } from "../views.ts";

export const getParameters: Action<"ssm", "GetParameters", SsmState> = (input, { state }) => {
  const names = input.Names ?? [];
  if (names.length < 1 || names.length > 10)
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '[${names.join(", ")}]' at 'names' failed to satisfy constraint: Member must have length ${names.length < 1 ? "greater than or equal to 1" : "less than or equal to 10"}`,
    );
  const read = names.map((name) => ({ name, selected: findSelected(state, name) }));
  return {
    Parameters: read.flatMap(({ selected }) =>
      typeof selected === "string" ? [] : [withValue(selected, input.WithDecryption)],
    ),
    InvalidParameters: read.flatMap(({ name, selected }) => (typeof selected === "string" ? [name] : [])),
  };
};
