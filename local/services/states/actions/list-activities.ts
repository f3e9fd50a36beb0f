import type { Action } from "../../../edge/contract.ts";
import type { Running } from "../running.ts";

/** Lists activities: this cloud has none. */
export const listActivities: Action<"states", "ListActivities", Running> = () => ({ activities: [] });
