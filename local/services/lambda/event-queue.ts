import type { InvocationResult } from "../../cloud.ts";
import { AwsError } from "../../edge/aws-error.ts";
import type { Host } from "../../edge/contract.ts";
import { giveUp as moveToDestinations } from "./destinations.ts";
import { type Invocation, runOnce } from "./invocation.ts";
import type { LambdaDeadLetter, LambdaState } from "./state.ts";

/** Pauses before the second and the third attempt after an error of the function. */
const retryPauses = [60_000, 120_000];
/** A throttled event is tried again after a second, then after twice as long each time, at most five minutes. */
const throttlePause = { first: 1_000, longest: 300_000 };
const defaultEventAgeSeconds = 21_600;

/**
 * Delivers an asynchronous event: an error of the function is tried again after one and two minutes, a throttle for
 * up to six hours; what was given up becomes a dead letter. The attempts share one request id, as in AWS.
 */
export function enqueue(host: Host, state: LambdaState, invocation: Invocation): void {
  const { clock } = host.world;
  const accepted = clock.now();
  const config = () => invocation.function.eventInvokeConfig;
  let attempts = 0;
  let throttles = 0;

  const giveUp = (condition: LambdaDeadLetter["condition"], response: unknown): void => {
    const { settings } = invocation;
    const onFailure = config()?.destinations?.OnFailure?.Destination;
    const { deadLetterArn, role, functionArn } = settings;
    const letter: LambdaDeadLetter = {
      functionArn,
      destinationArn: onFailure ?? deadLetterArn,
      requestId: invocation.requestId,
      condition,
      attempts,
      payload: invocation.payload,
      response,
      at: clock.now(),
    };
    moveToDestinations(host, state, letter, { role, onFailure, deadLetterArn });
  };

  const again = (pause: number, response: unknown): void => {
    const oldest = (config()?.maximumEventAgeSeconds ?? defaultEventAgeSeconds) * 1_000;
    if (clock.now() + pause - accepted > oldest) giveUp("EventAgeExceeded", response);
    else clock.schedule(pause, attempt);
  };

  const finish = (result: InvocationResult): void => {
    if (result.kind === "result") return;
    const pause = retryPauses[attempts - 1];
    if (pause === undefined || attempts > (config()?.maximumRetryAttempts ?? retryPauses.length))
      giveUp("RetriesExhausted", result.payload);
    else again(pause, result.payload);
  };

  const attempt = (): void => {
    if (state.functions.get(invocation.function.name) !== invocation.function) return;
    const current = invocation.settings.version === "$LATEST" ? invocation.function.latest : invocation.settings;
    runOnce(host, state.runner, { ...invocation, settings: current }).then(
      (result) => {
        attempts++;
        finish(result);
      },
      (error: unknown) => {
        const pause = Math.min(throttlePause.longest, throttlePause.first * 2 ** throttles++);
        again(pause, { errorMessage: error instanceof AwsError ? error.message : String(error) });
      },
    );
  };

  clock.schedule(0, attempt);
}
