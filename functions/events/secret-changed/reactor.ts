import { Transient } from "../../../shared/errors/errors.ts";
import { createEventHandler, type EventHandler, type ReactorTools } from "../../../shared/reactions/runner.ts";
import { type SecretChange, usesSecret, wishRestart } from "../../../shared/reactions/secrets.ts";
import { eachService } from "../../../shared/store/each-service.ts";
import type { Store } from "../../../shared/store/store.ts";
import { parseSecretChange } from "./event.ts";

export interface SecretChangedOptions extends ReactorTools {
  readonly store: Pick<Store, "services" | "wishes">;
}

const mostTries = 5;

/**
 * Leaves the wish that the services which use a changed secret be restarted. They are a minute later, by
 * schedules/wishes: what changes meanwhile is one restart with it.
 */
export function createSecretChangedHandler({ store, ...tools }: SecretChangedOptions): EventHandler {
  const wish = async (service: string, change: SecretChange): Promise<boolean> => {
    for (let attempt = 1; attempt <= mostTries; attempt++) {
      const before = await store.wishes.find("restart", service);
      const wished = wishRestart(service, change, before, tools.clock.now());
      if (!wished) return false;
      if (await store.wishes.put(wished, before)) return true;
    }
    throw new Transient(`Others changed what is wished for ${service} at each of ${mostTries} tries.`);
  };

  return createEventHandler({ ...tools, name: "event-secret-changed", parse: parseSecretChange }, async (change) => {
    const told: string[] = [];
    for await (const { name, spec, restartedAt = 0 } of eachService(store.services)) {
      if (!spec?.restartOnSecretChange || !usesSecret(spec, change) || restartedAt > change.changedAt) continue;
      if (await wish(name, change)) told.push(name);
    }
    if (told.length === 0) return { did: "nothing", reason: `no service has to read ${change.name} anew` };
    return { did: "wished restarts", reason: `${change.name} changed, which ${told.join(", ")} read at start` };
  });
}
