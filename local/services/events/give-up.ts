import { AwsError } from "../../edge/aws-error.ts";
import type { Host } from "../../edge/contract.ts";
import type { EventDeadLetter, EventsState } from "./state.ts";
import { textOf } from "./targets/payload-text.ts";

/** Dead letters that are remembered beside their queue, for those who look from outside. */
const remembered = 1_000;

/**
 * Sends what could not be delivered to the target's dead-letter queue, with the message attributes by which
 * EventBridge says why. A queue that is gone, or whose policy does not let EventBridge send, loses it.
 */
export function giveUp(host: Host, state: EventsState, letter: EventDeadLetter): void {
  state.deadLetters.push(letter);
  if (state.deadLetters.length > remembered) state.deadLetters.shift();
  if (!letter.queueArn) return;
  const body = textOf(letter.payload);
  const by = { kind: "service", name: "events.amazonaws.com", sourceArn: letter.ruleArn } as const;
  try {
    host.cloud.queues.send(letter.queueArn, { body, attributes: attributesOf(letter) }, by);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

function attributesOf(letter: EventDeadLetter): Record<string, string> {
  return {
    RULE_ARN: letter.ruleArn,
    TARGET_ARN: letter.targetArn,
    ERROR_CODE: letter.errorCode,
    ERROR_MESSAGE: letter.errorMessage,
    ...(letter.exhaustedRetryCondition && {
      EXHAUSTED_RETRY_CONDITION: letter.exhaustedRetryCondition,
      RETRY_ATTEMPTS: String(letter.retryAttempts),
    }),
  };
}
