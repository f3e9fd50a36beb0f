/** A word of a line, and where in the line it stands. */
export interface Token {
  readonly text: string;
  readonly isQuoted: boolean;
  readonly from: number;
  readonly to: number;
}

/** Quotation marks open and close a word with spaces; phones type curly ones. Within straight ones `\` keeps the next character. */
const closing: Readonly<Record<string, string>> = { '"': '"', "“": "”“", "”": "”", "„": "“”" };

/**
 * A line as words, up to and with the word `last`, behind which it is read as it stands. A line with a quotation that
 * never ends has none.
 */
export function tokenize(
  line: string,
  last: string,
): { readonly tokens: readonly Token[] } | { readonly unclosedAt: number } {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    while (at < line.length && isSpace(line[at])) at++;
    if (at >= line.length) return { tokens };
    const token = closing[line[at] ?? ""] === undefined ? readWord(line, at) : readQuoted(line, at);
    if (token === undefined) return { unclosedAt: at };
    tokens.push(token);
    if (isWord(token, last)) return { tokens };
    at = token.to;
  }
}

/** Whether a token is a keyword: in letters of either size, and not in quotation marks. */
export function isWord({ text, isQuoted }: Token, keyword: string): boolean {
  return !isQuoted && text.toLowerCase() === keyword;
}

/** A word so that it is read back as it is. */
export function quote(text: string): string {
  if (text !== "" && !/[\s"“”„]/u.test(text)) return text;
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}

/** What is no letter of a line: line breaks and other controls, which Slack sends as they were pasted. */
export function asOneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200B\uFEFF]+/gu, " ")
    .trim();
}

function readWord(line: string, from: number): Token {
  let to = from;
  while (to < line.length && !isSpace(line[to])) to++;
  return { text: line.slice(from, to), isQuoted: false, from, to };
}

function readQuoted(line: string, from: number): Token | undefined {
  const opening = line[from] ?? "";
  let text = "";
  for (let at = from + 1; at < line.length; at++) {
    const character = line[at] ?? "";
    if (opening === '"' && character === "\\" && at + 1 < line.length) text += line[++at];
    else if (closing[opening]?.includes(character)) return { text, isQuoted: true, from, to: at + 1 };
    else text += character;
  }
  return undefined;
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}
