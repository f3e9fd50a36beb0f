/** I15: no text that is kept anywhere holds a secret's value. `where` says where each was kept. */
export function findLeaks(
  texts: Iterable<readonly [where: string, text: string]>,
  secrets: readonly string[],
): string[] {
  const found = new Set<string>();
  for (const [where, text] of texts)
    for (const secret of secrets) {
      const at = text.indexOf(secret);
      if (at >= 0) found.add(`${where}: ${text.slice(Math.max(0, at - 60), at)}…`);
    }
  return [...found];
}
