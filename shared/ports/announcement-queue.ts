import type { Announcement } from "./announcements.ts";

/** Something to be told, once under its id. */
export interface AnnouncementItem extends Announcement {
  /** When it happened, in milliseconds since the epoch. */
  readonly at: number;
}

/** What waits to be announced: whoever has something to tell leaves it here, and need not know how often one may. */
export interface AnnouncementQueue {
  add(item: AnnouncementItem): Promise<void>;
  /** Has the end of the service's window looked at, which it should come to in so many seconds (at most 900). */
  closeAfter(service: string, until: number, seconds: number): Promise<void>;
}

/** What the queue hands to the announcing function. */
export type AnnouncementMessage =
  | { readonly kind: "item"; readonly item: AnnouncementItem }
  /** The window of the service that ends then should be over. */
  | { readonly kind: "close"; readonly service: string; readonly until: number };
