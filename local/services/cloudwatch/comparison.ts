/** How a value breaches a threshold, by CloudWatch's names, and how its reasons say that. */
const comparisons: Readonly<
  Record<string, { readonly test: (value: number, threshold: number) => boolean; readonly words: string }>
> = {
  GreaterThanThreshold: { test: (value, threshold) => value > threshold, words: "greater than" },
  GreaterThanOrEqualToThreshold: {
    test: (value, threshold) => value >= threshold,
    words: "greater than or equal to",
  },
  LessThanThreshold: { test: (value, threshold) => value < threshold, words: "less than" },
  LessThanOrEqualToThreshold: { test: (value, threshold) => value <= threshold, words: "less than or equal to" },
};

/** `undefined` for the comparisons with anomaly bands, which nothing here could learn. */
export function comparisonOf(operator: string | undefined) {
  return operator !== undefined && Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
}
