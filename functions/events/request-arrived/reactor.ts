import middy from "@middy/core";
import type { EventBus } from "../../../shared/ports/event-bus.ts";
import { requestArrived } from "../../../shared/reactions/count.ts";
import type { ReactorTools } from "../../../shared/reactions/runner.ts";
import { inputParser, lineLogger, wakeable } from "../../../shared/steps/middleware.ts";
import type { Store } from "../../../shared/store/store.ts";
import { type Answer, answerOff, answerStarting } from "./answer.ts";
import { type Arrival, parseArrival } from "./event.ts";

export interface RequestArrivedTools extends ReactorTools {
  readonly store: Pick<Store, "doors">;
  readonly bus: EventBus;
}

/** Of all that come within this time one wakes the service: who is told to ask again comes later than that. */
const knockMilliseconds = 4_000;

/**
 * Answers for a service that sleeps, and has the one writer of its count told that someone has come. Whatever fails
 * here, the answer is to ask again: then it is told again.
 */
export function createRequestArrivedHandler({ store, bus, clock, logger }: RequestArrivedTools) {
  const wake = async ({ targetGroup }: Arrival): Promise<boolean> => {
    const door = await store.doors.find(targetGroup);
    if (door?.mayWake === false) return false;
    if (door && (await store.doors.knock(targetGroup, clock.now(), knockMilliseconds)))
      await bus.send({ detailType: requestArrived, detail: { service: door.service } });
    return true;
  };

  const react = async (arrival: Arrival | undefined): Promise<Answer> => {
    if (!arrival) throw new Error("The event is none that a load balancer sends.");
    try {
      return (await wake(arrival)) ? answerStarting(arrival) : answerOff(arrival);
    } catch (error) {
      const { name, message } = error as Error;
      logger.log({ level: "error", message: "service not woken", error: name, reason: message });
      return answerStarting(arrival);
    }
  };
  return middy(react as (event: unknown) => Promise<Answer>, { timeoutEarlyInMillis: 0 })
    .use(wakeable())
    .use(lineLogger({ logger, clock, name: "event-request-arrived" }))
    .use(inputParser(parseArrival)) as unknown as (event: unknown, context?: unknown) => Promise<Answer>;
}
