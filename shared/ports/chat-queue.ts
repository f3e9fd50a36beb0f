import type { Announcement } from "./announcements.ts";

/** What waits to be done in chat. */
export interface ChatQueue {
  send(errand: ChatErrand, delaySeconds?: number): Promise<void>;
}

export type ChatErrand =
  /** Do what was delivered, and answer it. */
  | { readonly kind: "delivery"; readonly id: string }
  /** Look how a deployment goes on, and show it. Only the look of the latest number counts. */
  | { readonly kind: "look"; readonly deploymentId: string; readonly channel: string; readonly number: number }
  | { readonly kind: "announcement"; readonly announcement: Announcement };
