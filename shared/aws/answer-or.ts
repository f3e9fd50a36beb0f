/** An error's code as AWS documents it, without the `Exception` that some of its models end it with. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error ? error.name.replace(/Exception$/, "") : undefined;
}

/**
 * Waits for a call, and for the error codes that are expected answers gives the value which stands for them:
 * `await answerOr(send(…), { DuplicateLoadBalancerName: "name-taken" })`. Any other error is the caller's.
 */
export async function answerOr<Answer, Instead>(
  call: Promise<Answer>,
  expected: Readonly<Record<string, Instead>>,
): Promise<Answer | Instead> {
  try {
    return await call;
  } catch (error) {
    const code = errorCode(error);
    if (code !== undefined && Object.hasOwn(expected, code)) return expected[code] as Instead;
    throw error;
  }
}
