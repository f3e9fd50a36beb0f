/** Text in Slack's markup, in which nothing that others wrote means anything. Only this file makes any. */
export class Mrkdwn {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What is put into the template is escaped, unless it is such text itself: `mrkdwn\`*${service}* runs\``. */
export function mrkdwn(texts: TemplateStringsArray, ...parts: readonly (Mrkdwn | string | number)[]): Mrkdwn {
  const shown = parts.map((part) => (part instanceof Mrkdwn ? part.text : escapeText(String(part))));
  return new Mrkdwn(texts.reduce((text, next, index) => text + (shown[index - 1] ?? "") + next));
}

export function joined(texts: readonly Mrkdwn[], separator = "\n"): Mrkdwn {
  return new Mrkdwn(texts.map(({ text }) => text).join(separator));
}

/** A few words in the type of code; their own backticks would end it. */
export function code(text: string): Mrkdwn {
  return new Mrkdwn(`\`${escapeText(withoutBackticks(text).replace(/\s+/g, " ")) || " "}\``);
}

/** Lines as they were written, the last of them where there are too many for `most` characters. */
export function codeBlock(lines: readonly string[], most = 2_600): Mrkdwn {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines.toReversed()) {
    const shown = cut(escapeText(withoutBackticks(line)), most);
    if (length + shown.length + 1 > most) break;
    kept.unshift(shown);
    length += shown.length + 1;
  }
  return new Mrkdwn(`\`\`\`\n${kept.join("\n")}\n\`\`\``);
}

/** A time as each reader's own clock shows it. */
export function time(at: number): Mrkdwn {
  const fallback = new Date(at).toISOString().slice(0, 16).replace("T", " ");
  return new Mrkdwn(`<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${fallback} UTC>`);
}

/** Names a person, if it is an id: what is none stays text. */
export function person(id: string): Mrkdwn {
  return /^[UW][A-Z0-9]{2,20}$/.test(id) ? new Mrkdwn(`<@${id}>`) : mrkdwn`${id}`;
}

/** A link to what we made ourselves; anything but a plain address of the web stays text. */
export function link(url: string): Mrkdwn {
  return /^https?:\/\/[\w.:-]+(\/[\w./?=&%-]*)?$/.test(url) ? new Mrkdwn(`<${escapeText(url)}>`) : mrkdwn`${url}`;
}

/**
 * Slack reads `<`, `>` and `&` as markup: `<!channel>` would call everyone. What turns the direction of text, or cannot
 * be seen, is left out.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|(?![\n\t])\p{Cc}/gu, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}

/** At most so many characters, never half an entity, a link or a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const short = text
    .slice(0, most - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, "")
    .replace(/&[a-z]{0,3}$/, "")
    .replace(/<[^<>]*$/, "");
  return `${short}…`;
}

function withoutBackticks(text: string): string {
  return text.replaceAll("`", "'");
}
