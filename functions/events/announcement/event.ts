import type { AnnouncementItem, AnnouncementMessage } from "../../../shared/ports/announcement-queue.ts";

/**
 * Reads what our own functions left in the queue; `undefined` for what they never wrote.
 *
 * `{"kind": "item", "item": {"id": "task-0f1e…", "at": 1790000000000, "service": "orders", "kind": "incident", "title":
 * "…", "text": "…"}}`, or `{"kind": "close", "service": "orders", "until": 1790000060000}`
 */
export function parseAnnouncementMessage(body: string): AnnouncementMessage | undefined {
  let message: { kind?: unknown; service?: unknown; until?: unknown; item?: Partial<AnnouncementItem> | null } | null;
  try {
    message = JSON.parse(body) as typeof message;
  } catch {
    return undefined;
  }
  if (message?.kind === "close") {
    const { service, until } = message;
    return typeof service === "string" && typeof until === "number" ? { kind: "close", service, until } : undefined;
  }
  const item = message?.item;
  if (message?.kind !== "item" || !item) return undefined;
  const isWhole = [item.id, item.service, item.kind, item.title, item.text].every((text) => typeof text === "string");
  return isWhole && typeof item.at === "number" ? { kind: "item", item: item as AnnouncementItem } : undefined;
}
