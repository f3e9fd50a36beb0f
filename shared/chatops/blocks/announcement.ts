import type { Change } from "../../plan/diff.ts";
import type { Announcement } from "../../ports/announcements.ts";
import { inChat } from "./in-chat.ts";
import { changed } from "./looks.ts";
import { actions, type ButtonOptions, type ChatMessage, message, section } from "./message.ts";
import { mrkdwn } from "./mrkdwn.ts";

const signs: Readonly<Record<Announcement["kind"], string>> = {
  deployment: ":rocket:",
  incident: ":rotating_light:",
  remedy: ":adhesive_bandage:",
};

/** What someone is to decide about, and by which buttons. */
export interface Decidable {
  readonly changes?: readonly Change[];
  readonly buttons?: readonly ButtonOptions[];
}

/** What Fairway tells of its own accord, with buttons where someone is to decide. */
export function announcementMessage(
  { kind, title, text }: Announcement,
  { changes = [], buttons = [] }: Decidable = {},
): ChatMessage {
  const paragraphs = inChat(text)
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== "");
  return message(title, [
    section(mrkdwn`${signs[kind]} *${title}*`),
    ...paragraphs.map((paragraph) => section(mrkdwn`${paragraph}`)),
    ...changed(changes),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ]);
}
