import { deployPush, type PushTools } from "../../../shared/commands/deploy-push.ts";
import { moveForSpot, type SpotTools } from "../../../shared/commands/move-for-spot.ts";
import { restartForSecrets } from "../../../shared/commands/restart-for-secrets.ts";
import { tidy } from "../../../shared/commands/tidy.ts";
import { translate } from "../../../shared/errors/translate.ts";
import {
  createEventHandler,
  type EventHandler,
  type Reaction,
  type ReactorTools,
} from "../../../shared/reactions/runner.ts";
import type { Wish } from "../../../shared/store/wishes.ts";

/** How many wishes a tick looks at, and how many deployments it begins; the rest is the next tick's. */
const mostLookedAt = 200;
const mostBegun = 10;

/** What they answer that begin a deployment. */
const begins: ReadonlySet<string> = new Set(["deploys", "restarts", "falls back", "returns", "tidies"]);

/**
 * Does what was wished for and could not be done at once: pushes that came while a deployment was under way or the
 * service was locked, restarts for secrets that changed, moves for want of Spot capacity and back, and
 * what a change of port leaves behind. Where nothing is wished, it is one read.
 */
export function createWishesHandler(tools: PushTools & SpotTools & ReactorTools): EventHandler {
  const { store, logger } = tools;
  const fulfil = (wish: Wish): Promise<Reaction> => {
    switch (wish.kind) {
      case "push":
        return deployPush(tools, wish.service);
      case "restart":
        return restartForSecrets(tools, wish);
      case "spot":
        return moveForSpot(tools, wish);
      case "tidy":
        return tidy(tools, wish);
    }
  };

  return createEventHandler({ ...tools, name: "schedule-wishes", parse: () => ({}) }, async () => {
    const wishes = await store.wishes.list(mostLookedAt);
    const told: string[] = [];
    let begun = 0;
    for (const wish of wishes) {
      if (begun >= mostBegun) break;
      try {
        const { did, reason } = await fulfil(wish);
        if (begins.has(did)) begun++;
        if (did !== "nothing") told.push(`${wish.service} ${did}: ${reason}`);
      } catch (error) {
        // What cannot be done now does not keep the others waiting.
        const { name, message: reason } = translate(error);
        const { kind, service } = wish;
        logger.log({ level: "error", message: "wish not fulfilled", kind, service, error: name, reason });
      }
    }
    return {
      did: told.length === 0 ? "nothing" : "fulfilled wishes",
      reason: told.join(" ") || `${wishes.length} are wished for`,
    };
  });
}
