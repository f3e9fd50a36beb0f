/** Something that is wrong with a definition, as ValidateStateMachineDefinition tells it. */
export interface Diagnostic {
  readonly code:
    | "SCHEMA_VALIDATION_FAILED"
    | "MISSING_TRANSITION_TARGET"
    | "DUPLICATE_STATE_NAME"
    | "INVALID_JSON_DESCRIPTION";
  readonly message: string;
  /** Where in the definition: `/States/Deploy/Next`. */
  readonly location?: string;
}

/** Notes what is wrong at a place. */
export type Report = (location: string, message: string, code?: Diagnostic["code"]) => void;
