/** The value below or at which so many of a hundred lie, to a tenth; 0 of none. */
export function percentile(values: readonly number[], of: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil((of / 100) * sorted.length) - 1)] ?? 0;
  return Math.round(value * 10) / 10;
}
