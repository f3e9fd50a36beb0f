import type { AnnouncementItem } from "../ports/announcement-queue.ts";

/** What is remembered of a service's announcements: the window that its latest one opened. Times are milliseconds. */
export interface AnnouncementWindow {
  /** What opened it, and so was announced by itself; absent where the collected ones were. */
  readonly openedBy?: string;
  readonly until: number;
}

export type AnnouncementDecision =
  /** Announce it by itself, and collect what comes in the window that this opens, if it opens one. */
  | { readonly action: "announce"; readonly window?: AnnouncementWindow; readonly reason: string }
  /** Keep it until the window ends. */
  | { readonly action: "collect"; readonly reason: string };

/** For how long what follows an announcement of the same service is collected, to be told in one message. */
export const windowSeconds = 60;

/**
 * Decides what to do with something to be told. How a deployment ended is announced at once, since someone waits for it,
 * and there are no more of these than deployments. Of the rest the first is, and what follows within a minute is
 * collected: a deployment's end does not keep people from hearing at once of the crash after it. Asked again about the one that opened the window (its message was handed over again, since something
 * failed after the window was opened), it says again to announce it.
 */
export function decideAnnouncement(
  window: AnnouncementWindow | undefined,
  { id, kind }: Pick<AnnouncementItem, "id" | "kind">,
  now: number,
): AnnouncementDecision {
  if (kind === "deployment") return { action: "announce", reason: "someone waits for it" };
  if (window?.openedBy === id) return { action: "announce", window, reason: "it opened the window" };
  if (window && now < window.until) {
    const seconds = Math.ceil((window.until - now) / 1000);
    return { action: "collect", reason: `another one was announced: the next message is due in ${seconds} s` };
  }
  const opened = { openedBy: id, until: now + windowSeconds * 1000 };
  return { action: "announce", window: opened, reason: "nothing of the service was announced lately" };
}

export type CloseDecision =
  | { readonly action: "wait"; readonly seconds: number }
  /** Tell what was collected in one message, and collect on. */
  | { readonly action: "announce"; readonly window: AnnouncementWindow }
  /** Nothing came: the next one is announced at once. */
  | { readonly action: "forget" }
  | { readonly action: "nothing" };

/**
 * Decides what to do at what should be the end of the service's window that ends at `until`, with so many announcements
 * collected in it. Another window has a look of its own on its way: were each look to wait for whatever window there
 * is, a look that was asked for twice, since an answer was lost, would never end while a service has something to tell.
 */
export function decideClose(
  window: AnnouncementWindow | undefined,
  until: number,
  collected: number,
  now: number,
): CloseDecision {
  if (window && window.until !== until) return { action: "nothing" };
  if (window && now < window.until) return { action: "wait", seconds: Math.ceil((window.until - now) / 1000) };
  if (collected > 0) return { action: "announce", window: { until: now + windowSeconds * 1000 } };
  return { action: window ? "forget" : "nothing" };
}
