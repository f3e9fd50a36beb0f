import type { AnnouncementWindow } from "../announcements/decide.ts";
import type { AnnouncementItem } from "../ports/announcement-queue.ts";
import type { Condition, Table } from "../ports/table.ts";
import { fromItem, toItem, ttl } from "./items.ts";
import { keys } from "./keys.ts";

/** What has been announced, and what waits to be. */
export interface AnnouncementMemory {
  /** Whether an announcement was made, or waits to be, under this id. */
  isTaken(id: string): Promise<boolean>;
  take(id: string, expiresAt: number): Promise<void>;
  find(service: string): Promise<RememberedWindow | undefined>;
  /** Opens a window, unless another one was opened or marked meanwhile; answers whether it did. */
  open(service: string, window: AnnouncementWindow, before: RememberedWindow | undefined): Promise<boolean>;
  /** Notes that something was collected in a window; answers false where it is not the service's window any more. */
  mark(service: string, window: RememberedWindow, id: string): Promise<boolean>;
  /** Forgets a window in which nothing was collected since it was read. */
  forget(service: string, window: RememberedWindow): Promise<boolean>;
  collect(item: AnnouncementItem, expiresAt: number): Promise<void>;
  /** All that was collected and not told yet. */
  listCollected(service: string): Promise<readonly AnnouncementItem[]>;
  drop(item: AnnouncementItem): Promise<void>;
}

export interface RememberedWindow extends AnnouncementWindow {
  /** What was collected last: who read it before does not know of that. */
  readonly latest?: string;
}

/** How long a window is kept after its end, in case that nobody forgets it. */
const keptMilliseconds = 24 * 3_600_000;

export function createAnnouncementMemory(table: Table): AnnouncementMemory {
  const unchanged = (window: RememberedWindow): Condition[] => [
    { kind: "equals", attribute: "until", value: window.until },
    window.latest === undefined
      ? { kind: "absent", attribute: "latest" }
      : { kind: "equals", attribute: "latest", value: window.latest },
  ];
  return {
    isTaken: async (id) => (await table.get(keys.announced(id))) !== undefined,
    async take(id, expiresAt) {
      await table.put({ ...keys.announced(id), ttl: ttl(expiresAt) });
    },
    async find(service) {
      const item = await table.get(keys.announcementWindow(service));
      return item && fromItem<RememberedWindow>(item);
    },
    open(service, window, before) {
      const item = {
        ...toItem(keys.announcementWindow(service), window),
        ttl: ttl(window.until + keptMilliseconds),
      };
      return table.put(item, before ? unchanged(before) : [{ kind: "absent", attribute: "pk" }]);
    },
    async mark(service, { until }, id) {
      const same: Condition = { kind: "equals", attribute: "until", value: until };
      return (await table.update(keys.announcementWindow(service), { latest: id }, [same])) !== undefined;
    },
    forget: (service, window) => table.delete(keys.announcementWindow(service), unchanged(window)),
    async collect(item, expiresAt) {
      await table.put({ ...toItem(keys.collected(item.service, item.id), { item }), ttl: ttl(expiresAt) });
    },
    async listCollected(service) {
      const found: AnnouncementItem[] = [];
      let cursor: string | undefined;
      do {
        const page = await table.query({ pk: keys.allCollected(service), ...(cursor !== undefined && { cursor }) });
        found.push(...page.items.map((item) => fromItem<{ item: AnnouncementItem }>(item).item));
        cursor = page.cursor;
      } while (cursor !== undefined);
      return found;
    },
    async drop({ service, id }) {
      await table.delete(keys.collected(service, id));
    },
  };
}
