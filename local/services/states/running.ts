import type { createEngine } from "./run/engine.ts";
import type { StatesState } from "./state.ts";

/** What the actions work on: what there is, and what makes it run. */
export interface Running extends StatesState {
  readonly engine: ReturnType<typeof createEngine>;
}
