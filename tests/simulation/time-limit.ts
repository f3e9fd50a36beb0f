import type { Clock } from "../../local/world/clock.ts";

/** Ends a request without an answer as the product's own HTTP settings do, on the world's clock. */
export function withTimeout<Answer>(answer: Promise<Answer>, clock: Clock, milliseconds: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = clock.schedule(milliseconds, () =>
      reject(Object.assign(new Error(`No answer within ${milliseconds} ms.`), { name: "TimeoutError" })),
    );
    answer.then(
      (value) => {
        timer.cancel();
        resolve(value);
      },
      (error: unknown) => {
        timer.cancel();
        reject(error as Error);
      },
    );
  });
}
