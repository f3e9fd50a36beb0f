import type { Caller } from "../access/caller.ts";
import { countRequested } from "../reactions/count.ts";
import type { CountConstraint } from "../store/services.ts";
import { authorised } from "./authorise.ts";
import { refuseWhileLocked } from "./locks.ts";
import { Rejected } from "./rejection.ts";
import { requireService } from "./require-service.ts";
import type { CountTools } from "./tools.ts";

export interface ScaleCommand {
  readonly service: string;
  /** Fixes the count; `auto` gives it back to the manifest. */
  readonly count: number | "auto";
}

/**
 * Fixes how many tasks a service runs, until it is released or the manifest's own count changes. It writes the wish
 * down and wakes the writer of the desired count; nothing is deployed.
 */
export async function scale(
  tools: CountTools,
  caller: Caller,
  { service: name, count }: ScaleCommand,
): Promise<{ constraint: CountConstraint }> {
  return authorised(tools, caller, { command: "scale", service: name, reason: `count ${count}` }, async () => {
    const service = await requireService(tools.store, name);
    if (service.count === undefined)
      throw new Rejected(
        "conflict",
        `${name} was not deployed yet: its first deployment starts as many tasks as its manifest says.`,
      );
    if (service.status === "REMOVING")
      throw new Rejected("conflict", `${name} is being removed, and runs no more tasks.`);
    await refuseWhileLocked(tools, name);
    const { manifest } = service.count;
    const constraint: CountConstraint = count === "auto" ? { manifest } : { manifest, pinned: count };
    // Who sets a count wants it now: the service is held back no more.
    const changes = { count: constraint, backOff: undefined, updatedAt: tools.clock.now() };
    const isThere = await tools.store.services.update(name, changes);
    if (!isThere) throw new Rejected("conflict", `${name} was removed at the same moment.`);
    await tools.bus.send({ detailType: countRequested, detail: { service: name } });
    return { constraint };
  });
}
