import { Transient } from "../errors/errors.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../store/store.ts";
import { type SecretChange, wishRestart } from "./secrets.ts";

const mostTries = 5;

/**
 * Leaves the wish that a service be restarted for a secret of its that has changed: a minute's tick decides what comes of
 * it. Answers whether that was new.
 */
export async function noticeSecretChange(
  { store, clock }: { readonly store: Pick<Store, "wishes">; readonly clock: Clock },
  service: string,
  change: SecretChange,
): Promise<boolean> {
  for (let attempt = 1; attempt <= mostTries; attempt++) {
    const before = await store.wishes.find("restart", service);
    const wished = wishRestart(service, change, before, clock.now());
    if (!wished) return false;
    if (await store.wishes.put(wished, before)) return true;
  }
  throw new Transient(`Others changed what is wished for ${service} at each of ${mostTries} tries.`);
}
