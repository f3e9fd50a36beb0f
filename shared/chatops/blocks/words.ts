import type { Problem } from "../../model/service-spec.ts";
import type { Parsed } from "../parse.ts";
import { inChat } from "./in-chat.ts";
import { actions, type ButtonOptions, type ChatMessage, context, message, section } from "./message.ts";
import { code, type Mrkdwn, mrkdwn, person } from "./mrkdwn.ts";

/** A line that is no command: why, and what was probably meant. */
export function notUnderstood({ problem = "", suggestion }: Parsed & { suggestion?: string }): ChatMessage {
  const meant = suggestion === undefined ? [] : [section(mrkdwn`Did you mean ${code(`/fairway ${suggestion}`)}?`)];
  return message(problem, [section(mrkdwn`:grey_question: ${problem}`), ...meant]);
}

/** What was not accepted, and what stands in the way. */
export function refusal(reason: string, problems: readonly Problem[] = []): ChatMessage {
  const told = inChat(reason);
  const lines = problems.slice(0, 20).map(({ field, message: what }) => mrkdwn`• ${code(field || "manifest")} ${what}`);
  return message(told, [section(mrkdwn`:no_entry: ${told}`), ...(lines.length > 0 ? [section(...lines)] : [])]);
}

/** It was allowed, and could not be done by a fault of ours, of AWS's or of Slack's. */
export function failure(line: string, reason: string): ChatMessage {
  const what = `It could not be done: ${reason}`;
  return message(what, [
    section(mrkdwn`:warning: ${what}`),
    context(mrkdwn`Nothing more is tried by itself. Say ${code(line)} again, or ask ${code("/fairway status")} first.`),
  ]);
}

/** Something was done at once: in the channel, with who asked for it. */
export function done(what: string, { user, line }: { readonly user: string; readonly line: string }): ChatMessage {
  return message(what, [
    section(mrkdwn`:white_check_mark: ${what}`),
    context(mrkdwn`Asked for by ${person(user)}`, code(line)),
  ]);
}

/** Asks the person who asked for it, once more. */
export function confirmation(
  question: Mrkdwn,
  { summary, seconds, buttons }: { summary: string; seconds: number; buttons: readonly ButtonOptions[] },
): ChatMessage {
  return message(summary, [
    section(question),
    actions(buttons),
    context(mrkdwn`Only you can confirm it, within ${seconds} seconds.`),
  ]);
}

/** What stands in place of a button once it was pressed. */
export function pressed(user: string, line: string): ChatMessage {
  return message(line, [section(mrkdwn`:white_check_mark: ${person(user)}: ${code(line)}`)]);
}

/** A line to whoever pressed a button. */
export function note(text: string): ChatMessage {
  return message(text, [section(mrkdwn`${inChat(text)}`)]);
}
