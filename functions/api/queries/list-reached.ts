import type { Caller } from "../../../shared/access/caller.ts";
import { reaches } from "../../../shared/access/permit.ts";
import type { ServiceRecord, Services } from "../../../shared/store/services.ts";

/**
 * A page of the services that a scope reaches. It reads on where others stand between, so that a page is full or the
 * last one, and its cursor (the name of the last service) names none that the caller may not know of.
 */
export async function listReached(
  services: Services,
  scope: Caller["scope"],
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<{ services: readonly ServiceRecord[]; cursor?: string }> {
  const reached: ServiceRecord[] = [];
  let from = cursor;
  do {
    const page = await services.list({ limit: limit + 1, ...(from !== undefined && { cursor: from }) });
    reached.push(...page.services.filter(({ name }) => reaches(scope, name)));
    from = page.cursor;
  } while (from !== undefined && reached.length <= limit);
  const shown = reached.slice(0, limit);
  const last = shown.at(-1)?.name;
  return { services: shown, ...(reached.length > limit && last !== undefined && { cursor: last }) };
}
