import type { Action } from "../../../edge/contract.ts";
import { findParameter } from "../find.ts";
import type { SsmState } from "../state.ts";

/** Deletes what is there, and tells what was not. */
export const deleteParameters: Action<"ssm", "DeleteParameters", SsmState> = (input, { state }) => {
  const found = (input.Names ?? []).map((name) => ({ name, parameter: findParameter(state, name) }));
  for (const { parameter } of found) if (parameter) state.parameters.delete(parameter.name);
  return {
    DeletedParameters: found.flatMap(({ name, parameter }) => (parameter ? [name] : [])),
    InvalidParameters: found.flatMap(({ name, parameter }) => (parameter ? [] : [name])),
  };
};
