import type { Action } from "../../../edge/contract.ts";
import type { Running } from "../running.ts";
import { findTask } from "../tokens.ts";

/** Tells a task that waits for its token that it is still worked on. */
export const sendTaskHeartbeat: Action<"states", "SendTaskHeartbeat", Running> = (input, { state }) => {
  findTask(state, input.taskToken ?? "").heartbeat();
  return {};
};
