import type { Action } from "../../../edge/contract.ts";
import { validate } from "../language/validate/validate.ts";
import type { Running } from "../running.ts";

/** Says what is wrong with a definition, without making anything of it. */
export const validateStateMachineDefinition: Action<"states", "ValidateStateMachineDefinition", Running> = (input) => {
  const { diagnostics } = validate(input.definition ?? "");
  const limit = input.maxResults || 100;
  return {
    result: diagnostics.length === 0 ? "OK" : "FAIL",
    diagnostics: diagnostics.slice(0, limit).map((diagnostic) => ({ severity: "ERROR", ...diagnostic })),
    truncated: diagnostics.length > limit,
  };
};
