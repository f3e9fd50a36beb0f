import middy from "@middy/core";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import { inputParser, lineLogger, wakeable } from "../steps/middleware.ts";

/** What every reactor is made with, besides the ports of its own. */
export interface ReactorTools {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What a reactor did about an event, and why: the same words in the log and in a test. */
export interface Reaction {
  readonly did: string;
  readonly reason: string;
}

export type EventHandler = (event: unknown, context?: unknown) => Promise<Reaction>;

/**
 * Makes the Lambda handler of an event: parse, gather, decide, act. An event that `parse` cannot read is not ours to
 * judge and does nothing; an error is thrown, so that Lambda tries again and the dead-letter queue keeps what is left.
 */
export function createEventHandler<Parsed>(
  { clock, logger, name, parse }: ReactorTools & { name: string; parse: (event: unknown) => Parsed | undefined },
  react: (parsed: Parsed) => Promise<Reaction>,
): EventHandler {
  const run = async (parsed: Parsed | undefined): Promise<Reaction> =>
    parsed === undefined ? { did: "nothing", reason: "the event has a shape that is not known here" } : react(parsed);
  return middy(run as (event: unknown) => Promise<Reaction>, { timeoutEarlyInMillis: 0 })
    .use(wakeable())
    .use(lineLogger({ logger, clock, name }))
    .use(inputParser(parse)) as unknown as EventHandler;
}
