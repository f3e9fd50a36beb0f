import type { Verb } from "../command.ts";
import { grammar, usageOf, verbs } from "../grammar.ts";
import { type ChatMessage, context, message, section } from "./message.ts";
import { code, mrkdwn } from "./mrkdwn.ts";

/** How commands are said: all of them, or one. It is made of the grammar, so that it tells of nothing else. */
export function helpMessage(about?: Verb): ChatMessage {
  if (about === undefined) {
    const lines = verbs.map((verb) => mrkdwn`${code(usageOf(verb))} ${grammar[verb].means}`);
    const half = Math.ceil(lines.length / 2);
    return message("The commands of Fairway", [
      section(mrkdwn`*The commands of Fairway*, each after ${code("/fairway")}`),
      section(...lines.slice(0, half)),
      section(...lines.slice(half)),
    ]);
  }
  const { means, example } = grammar[about];
  return message(`${usageOf(about)}: ${means}`, [
    section(mrkdwn`${code(`/fairway ${usageOf(about)}`)}`, mrkdwn`${means}`),
    context(mrkdwn`For example ${code(`/fairway ${example}`)}`),
  ]);
}
