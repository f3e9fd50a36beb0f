import type { Ticks } from "../../../shared/ports/ticks.ts";
import type { ScalingRecord } from "../../../shared/store/scaling.ts";
import type { Wake } from "./event.ts";

/** So much later than due a tick is taken for lost, and another one sent. */
const lostMilliseconds = 60_000;

/** What is to be remembered of a service's ticks. */
export type NextTick = Pick<ScalingRecord, "generation"> & { readonly tickAt?: number };

/**
 * Sends a service's next tick, if there is to be one in so many seconds, and answers what to remember of it. One that is
 * on its way already and comes soon enough will do, unless it is the one that woke us.
 */
export async function sendNextTick(
  ticks: Ticks,
  wake: Wake,
  record: ScalingRecord | undefined,
  delaySeconds: number | undefined,
  now: number,
): Promise<NextTick> {
  const { generation = 0, tickAt } = record ?? {};
  if (delaySeconds === undefined) return { generation: generation + 1 };
  const due = now + delaySeconds * 1000;
  const isOnItsWay = wake.generation === undefined && tickAt !== undefined && tickAt > now - lostMilliseconds;
  if (isOnItsWay && tickAt <= due) return { generation, tickAt };
  await ticks.send({ service: wake.service, generation: generation + 1 }, delaySeconds);
  return { generation: generation + 1, tickAt: due };
}
