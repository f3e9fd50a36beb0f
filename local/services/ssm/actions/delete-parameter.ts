import type { Action } from "../../../edge/contract.ts";
import { announce } from "../announce.ts";
import { requireParameter } from "../find.ts";
import type { SsmState } from "../state.ts";

export const deleteParameter: Action<"ssm", "DeleteParameter", SsmState> = (input, context) => {
  const parameter = requireParameter(context.state, input.Name);
  context.state.parameters.delete(parameter.name);
  announce(context, parameter, "Delete");
  return {};
};
