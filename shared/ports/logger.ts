/** Where one JSON line after the other goes. Lines carry no secret: no variables, no tokens, no request bodies. */
export interface Logger {
  log(line: Readonly<Record<string, string | number | boolean | undefined>>): void;
}
