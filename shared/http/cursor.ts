/**
 * A cursor as clients see it: text that goes into a URL as it is, and says nothing. Inside it is a sort key of ours or
 * a token of CloudWatch Logs, all visible ASCII.
 */
export function encodeCursor(cursor: string): string {
  return Buffer.from(cursor).toString("base64url");
}

/** Reads a cursor back; `undefined` for what `encodeCursor` never wrote. */
export function decodeCursor(text: string): string | undefined {
  const cursor = Buffer.from(text, "base64url").toString();
  return /^[!-~]+$/.test(cursor) && encodeCursor(cursor) === text ? cursor : undefined;
}
