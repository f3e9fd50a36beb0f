import type { Action } from "../../../edge/contract.ts";
import type { Running } from "../running.ts";
import { findTask } from "../tokens.ts";

/** Answers a task that waits for its token: it fails with `error` and `cause`. */
export const sendTaskFailure: Action<"states", "SendTaskFailure", Running> = (input, { state }) => {
  findTask(state, input.taskToken ?? "").fail(input.error, input.cause);
  return {};
};
