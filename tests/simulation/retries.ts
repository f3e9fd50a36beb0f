import type { RetryErrorInfo, RetryStrategyV2, RetryToken, StandardRetryToken } from "@smithy/types";
import type { World } from "../../local/world/world.ts";

/** The SDK's own base delays in milliseconds (its standard mode of 2026), doubled with each try, with full jitter. */
const baseDelays: Readonly<Partial<Record<RetryErrorInfo["errorType"], number>>> = { TRANSIENT: 50, THROTTLING: 1_000 };
const longestDelay = 20_000;

/** Waits before the try that follows `failures` failed ones. `undefined`: this kind of error is not tried again. */
export async function pauseBeforeRetry(
  { clock, random }: World,
  errorType: RetryErrorInfo["errorType"],
  failures: number,
): Promise<"again" | "over"> {
  const base = baseDelays[errorType];
  if (base === undefined) return "over";
  await clock.sleep(Math.floor(Math.min(longestDelay, random.next() * base * 2 ** (failures - 1))));
  return "again";
}

/**
 * The SDK's standard retries on the world's clock and chance: its own would wait on real timers with random jitter.
 * The tokens say that there is nothing left to wait for, since the middleware would really wait it.
 */
export function retriesOn(world: World, maxAttempts: number): RetryStrategyV2 {
  const token = (retries: number): StandardRetryToken => ({
    getRetryCount: () => retries,
    getRetryDelay: () => 0,
    getRetryCost: () => undefined,
  });
  return {
    acquireInitialRetryToken: async () => token(0),
    async refreshRetryTokenForRetry(last: RetryToken, { errorType }: RetryErrorInfo) {
      const failures = last.getRetryCount() + 1;
      if (failures >= maxAttempts || (await pauseBeforeRetry(world, errorType, failures)) === "over")
        throw new Error("No try is left.");
      return token(failures);
    },
    recordSuccess: () => {},
  };
}
