/** Walks over a text for the small parsers of the language. */
export class Reader {
  readonly text: string;
  position = 0;

  constructor(text: string) {
    this.text = text;
  }

  done(): boolean {
    return this.position >= this.text.length;
  }

  sees(token: string): boolean {
    return this.text.startsWith(token, this.position);
  }

  /** Goes past `token` if it is next. */
  take(token: string): boolean {
    if (!this.sees(token)) return false;
    this.position += token.length;
    return true;
  }

  expect(token: string): void {
    if (!this.take(token)) throw this.unexpected();
  }

  space(): void {
    while (this.text[this.position] === " ") this.position++;
  }

  /** Goes past what the sticky expression matches, and returns it. */
  match(expression: RegExp): string {
    return this.matches(expression) ?? this.fail();
  }

  matches(expression: RegExp): string | undefined {
    expression.lastIndex = this.position;
    const found = expression.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  integer(): number | undefined {
    const digits = this.matches(/-?\d+/y);
    return digits === undefined ? undefined : Number(digits);
  }

  /** A string in single or double quotes. A backslash takes the character after it as it is. */
  quoted(): string {
    const quote = this.text[this.position];
    if (quote !== "'" && quote !== '"') throw this.unexpected();
    let value = "";
    for (this.position++; !this.done(); this.position++) {
      let character = this.text[this.position] as string;
      if (character === quote) {
        this.position++;
        return value;
      }
      if (character === "\\") character = this.text[++this.position] ?? this.fail();
      value += character;
    }
    throw this.unexpected();
  }

  fail(): never {
    throw this.unexpected();
  }

  unexpected(): SyntaxError {
    const found = this.done() ? "end" : `character '${this.text[this.position]}'`;
    return new SyntaxError(`unexpected ${found} at position ${this.position} of '${this.text}'`);
  }
}
