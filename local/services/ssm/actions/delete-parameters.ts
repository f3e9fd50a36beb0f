import type { Action } from "../../../edge/contract.ts";
import { announce } from "../announce.ts";
import { findParameter } from "../find.ts";
import type { SsmState } from "../state.ts";

/** Deletes what is there, and tells what was not. */
export const deleteParameters: Action<"ssm", "DeleteParameters", SsmState> = (input, context) => {
  const { state } = context;
  const found = (input.Names ?? []).map((name) => ({ name, parameter: findParameter(state, name) }));
  for (const { parameter } of found) {
    if (!parameter || !state.parameters.delete(parameter.name)) continue;
    announce(context, parameter, "Delete");
  }
  return {
    DeletedParameters: found.flatMap(({ name, parameter }) => (parameter ? [name] : [])),
    InvalidParameters: found.flatMap(({ name, parameter }) => (parameter ? [] : [name])),
  };
};
