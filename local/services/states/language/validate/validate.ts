import type { Definition } from "../definition.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { checkMachine } from "./machine.ts";

/** Reads a definition and says what is wrong with it. It may be run when there is nothing. */
export function validate(text: string): { definition?: Definition; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  let machine: unknown;
  try {
    machine = JSON.parse(text);
  } catch (error) {
    return { diagnostics: [{ code: "INVALID_JSON_DESCRIPTION", message: (error as Error).message }] };
  }
  checkMachine(machine, "", new Set(), (location, message, code = "SCHEMA_VALIDATION_FAILED") =>
    diagnostics.push({ code, message, location }),
  );
  return diagnostics.length > 0 ? { diagnostics } : { definition: machine as Definition, diagnostics };
}

/** `SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /` */
export function describeDiagnostic({ code, message, location }: Diagnostic): string {
  return `${code}: ${message}${location === undefined ? "" : ` at ${location}`}`;
}
