/** Why a count was chosen: the rule that spoke, and a sentence with its evidence. */
export interface Reason {
  readonly rule:
    | "load"
    | "growth"
    | "forecast"
    | "out"
    | "in"
    | "hold"
    | "missing"
    | "deployment"
    | "idle"
    | "wake"
    | "schedule"
    | "budget"
    | "offHours"
    | "constraint"
    | "step"
    | "bounds";
  readonly text: string;
}
