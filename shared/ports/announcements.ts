import type { Value } from "./table.ts";

/** What the installation tells its people of its own accord. */
export interface Announcements {
  announce(announcement: Announcement): Promise<void>;
}

export interface Announcement {
  /** Made of what it is about, so that telling it twice is one announcement: `task-0f1e…`. */
  readonly id: string;
  readonly service: string;
  /** For filters: who wants only incidents subscribes to those. */
  readonly kind: AnnouncementKind;
  /** All of them, where it tells of several. */
  readonly kinds?: readonly AnnouncementKind[];
  /** A line: `orders: out of memory`. */
  readonly title: string;
  /** What happened, and what to do. */
  readonly text: string;
  /** What it is about: ids, numbers. */
  readonly evidence?: Readonly<Record<string, Value>>;
}

export type AnnouncementKind = "deployment" | "incident" | "remedy";
