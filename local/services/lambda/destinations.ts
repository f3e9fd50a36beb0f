import { AwsError } from "../../edge/aws-error.ts";
import type { Host } from "../../edge/contract.ts";
import type { LambdaDeadLetter, LambdaState } from "./state.ts";

/** Given-up events that are remembered beside their destination, for those who look from outside. */
const remembered = 1_000;

/**
 * Sends an event that was given up to the function's failure destination (with what became of it) and to its
 * dead-letter queue or topic (the event alone), as the function's role. What refuses it, loses it.
 */
export function giveUp(
  host: Host,
  state: LambdaState,
  letter: LambdaDeadLetter,
  to: { readonly role: string; readonly onFailure?: string | undefined; readonly deadLetterArn?: string | undefined },
): void {
  state.deadLetters.push(letter);
  if (state.deadLetters.length > remembered) state.deadLetters.shift();
  const by = { kind: "role", arn: to.role, roleArn: to.role } as const;
  const send = (arn: string, body: unknown, attributes: Record<string, string> = {}): void => {
    const text = JSON.stringify(body) ?? "null";
    try {
      if (arn.startsWith("arn:aws:sqs:")) host.cloud.queues.send(arn, { body: text, attributes }, by);
      else if (arn.startsWith("arn:aws:sns:")) host.cloud.topics.publish(arn, { body: text }, by);
      else if (arn.startsWith("arn:aws:lambda:")) host.cloud.functions.enqueue(arn, body);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  };
  if (to.onFailure) send(to.onFailure, failureRecord(letter));
  if (to.deadLetterArn)
    send(to.deadLetterArn, letter.payload, {
      RequestID: letter.requestId,
      ErrorCode: letter.condition === "RetriesExhausted" ? "200" : "429",
      ErrorMessage: errorMessageOf(letter.response).slice(0, 1_024) || "none",
    });
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function failureRecord(letter: LambdaDeadLetter): Record<string, unknown> {
  const ran = letter.condition === "RetriesExhausted";
  return {
    version: "1.0",
    timestamp: new Date(letter.at).toISOString(),
    requestContext: {
      requestId: letter.requestId,
      functionArn: `${letter.functionArn}:$LATEST`,
      condition: letter.condition,
      approximateInvokeCount: letter.attempts,
    },
    requestPayload: letter.payload,
    ...(ran && {
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      responsePayload: letter.response,
    }),
  };
}

function errorMessageOf(response: unknown): string {
  const message = (response as { errorMessage?: unknown } | null)?.errorMessage;
  return typeof message === "string" ? message : "";
}
