import { SendTaskFailureCommand, SendTaskSuccessCommand, type SFNClient } from "@aws-sdk/client-sfn";
import type { TaskTokens } from "../ports/task-tokens.ts";
import { answerOr } from "./answer-or.ts";

/** Step Functions refuses a longer cause. */
const longestCause = 32_768;

export function createTaskTokens(client: SFNClient): TaskTokens {
  const gone = { TaskTimedOut: "gone", TaskDoesNotExist: "gone", InvalidToken: "gone" } as const;
  const send = async (call: Promise<unknown>): Promise<"answered" | "gone"> =>
    (await answerOr(call, gone)) === "gone" ? "gone" : "answered";
  return {
    succeed: (taskToken) => send(client.send(new SendTaskSuccessCommand({ taskToken, output: "{}" }))),
    fail: (taskToken, { name, message }) =>
      send(client.send(new SendTaskFailureCommand({ taskToken, error: name, cause: message.slice(0, longestCause) }))),
  };
}
