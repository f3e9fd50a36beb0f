import type { Logger } from "../../../shared/ports/logger.ts";
import type { Ticks } from "../../../shared/ports/ticks.ts";
import type { Message } from "./event.ts";

/** Until what failed is looked at again: doubled each time, up to what the queue waits by itself. */
const firstSeconds = 20;
const mostSeconds = 180;

/** Has what failed looked at again soon. Where that cannot be asked for, the queue shows it by itself, later. */
export async function showAgain(
  { ticks, logger }: { readonly ticks: Ticks; readonly logger: Logger },
  messages: readonly Message[],
): Promise<void> {
  const ask = async ({ receiptHandle, receives }: Message): Promise<void> => {
    const seconds = Math.min(mostSeconds, firstSeconds * 2 ** (receives - 1));
    if (receiptHandle !== undefined) await ticks.showAgain(receiptHandle, seconds);
  };
  for (const asked of await Promise.allSettled(messages.map(ask)))
    if (asked.status === "rejected")
      logger.log({ level: "warn", message: "comes again later", reason: String(asked.reason) });
}
