const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 24 * 3_600_000 } as const;

/** Reads `10m` as ten minutes before `now`, and an ISO time as itself. Milliseconds since the epoch, which is the least. */
export function readSince(text: string, now: number): number {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const since = amount && unit ? now - Number(amount) * units[unit as keyof typeof units] : Date.parse(text);
  return Math.max(0, since);
}
