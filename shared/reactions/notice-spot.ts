import type { Clock } from "../ports/clock.ts";
import type { ServiceRecord } from "../store/services.ts";
import type { Store } from "../store/store.ts";
import { wishSpot } from "./spot.ts";

/**
 * Notes that ECS has found no capacity for a task of a service, where that is on Spot: a minute's tick decides what
 * comes of it. Answers whether that was new; of two who note it at once one does.
 */
export async function noticeNoCapacity(
  { store, clock }: { readonly store: Pick<Store, "wishes">; readonly clock: Clock },
  service: ServiceRecord,
  why: string,
): Promise<boolean> {
  const before = await store.wishes.find("spot", service.name);
  const wish = wishSpot(service, why, before, clock.now());
  return wish !== undefined && store.wishes.put(wish, before);
}
