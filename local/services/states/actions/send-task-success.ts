import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { type Json, maximumPayloadBytes } from "../language/json.ts";
import type { Running } from "../running.ts";
import { findTask } from "../tokens.ts";

/** Answers a task that waits for its token: it succeeds with `output`. */
export const sendTaskSuccess: Action<"states", "SendTaskSuccess", Running> = (input, { state }) => {
  const text = input.output ?? "";
  let output: Json;
  try {
    output = JSON.parse(text) as Json;
  } catch (error) {
    throw new AwsError("InvalidOutput", `Invalid Output: '${(error as Error).message}'`);
  }
  if (Buffer.byteLength(text) > maximumPayloadBytes)
    throw new AwsError("InvalidOutput", `Invalid Output: 'The output must have at most ${maximumPayloadBytes} bytes'`);
  findTask(state, input.taskToken ?? "").succeed(output);
  return {};
};
