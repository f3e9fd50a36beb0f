import { noticeSecretChange } from "../../../shared/reactions/notice-secret.ts";
import { createEventHandler, type EventHandler, type ReactorTools } from "../../../shared/reactions/runner.ts";
import { usesSecret } from "../../../shared/reactions/secrets.ts";
import { eachService } from "../../../shared/store/each-service.ts";
import type { Store } from "../../../shared/store/store.ts";
import { parseSecretChange } from "./event.ts";

export interface SecretChangedOptions extends ReactorTools {
  readonly store: Pick<Store, "services" | "wishes">;
}

/**
 * Leaves the wish that the services which use a changed secret be restarted. They are a minute later, by
 * schedules/wishes: what changes meanwhile is one restart with it.
 */
export function createSecretChangedHandler({ store, ...tools }: SecretChangedOptions): EventHandler {
  return createEventHandler({ ...tools, name: "event-secret-changed", parse: parseSecretChange }, async (change) => {
    const told: string[] = [];
    for await (const { name, spec, restartedAt = 0 } of eachService(store.services)) {
      if (!spec?.restartOnSecretChange || !usesSecret(spec, change) || restartedAt > change.changedAt) continue;
      if (await noticeSecretChange({ store, clock: tools.clock }, name, change)) told.push(name);
    }
    if (told.length === 0) return { did: "nothing", reason: `no service has to read ${change.name} anew` };
    return { did: "wished restarts", reason: `${change.name} changed, which ${told.join(", ")} read at start` };
  });
}
