import type { MiddlewareObj } from "@middy/core";
import { translate } from "../errors/translate.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import { isWakeEvent } from "../ports/waker.ts";

/** Lets a function be woken: an event that asks for no more is answered before anything is done. */
export function wakeable(): MiddlewareObj<unknown> {
  return { before: (request) => (isWakeEvent(request.event) ? { awake: true } : undefined) };
}

/** Parses the event before the handler sees it. */
export function inputParser<Input>(parse: (event: unknown) => Input): MiddlewareObj<unknown> {
  return {
    before: (request) => {
      request.event = parse(request.event);
    },
  };
}

/** The members of an event and of an answer that a log line may show. Names and ids only: never a value of a manifest. */
const shown = ["deploymentId", "action", "did", "reason", "type", "kind"] as const;

/**
 * Writes one line when an invocation begins and one when it ends, and makes sure that what is thrown is an error
 * whose name the machine knows.
 */
export function lineLogger({
  logger,
  clock,
  name,
}: {
  logger: Logger;
  clock: Clock;
  name: string;
}): MiddlewareObj<unknown> {
  const startedAt = new WeakMap<object, number>();
  const taken = (request: object): number => clock.now() - (startedAt.get(request) ?? clock.now());
  return {
    before: (request) => {
      startedAt.set(request, clock.now());
      logger.log({ level: "info", message: `${name} begins`, ...pick(request.event) });
    },
    after: (request) => {
      const milliseconds = taken(request);
      logger.log({
        level: "info",
        message: `${name} ends`,
        ...pick(request.event),
        ...pick(request.response),
        milliseconds,
      });
    },
    onError: (request) => {
      const error = translate(request.error);
      const milliseconds = taken(request);
      logger.log({
        level: "error",
        message: `${name} fails`,
        ...pick(request.event),
        error: error.name,
        reason: error.message,
        milliseconds,
      });
      throw error;
    },
  };
}

function pick(value: unknown): Record<string, string> {
  const members = (value ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    shown.flatMap((key) => (typeof members[key] === "string" ? [[key, members[key] as string]] : [])),
  );
}
