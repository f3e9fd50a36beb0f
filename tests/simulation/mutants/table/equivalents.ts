import type { Equivalent } from "../mutant.ts";

/** What no run can tell from the code as it is, and why. */
export const equivalents: readonly Equivalent[] = [];
