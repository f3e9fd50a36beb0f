/** us-east-1, in dollars. Sources: the price lists of 2026; EventBridge's events of AWS services cost nothing. */
export const prices = {
  stateTransition: 0.025 / 1_000,
  lambdaRequest: 0.2 / 1_000_000,
  lambdaArmGigabyteSecond: 0.0000133334,
  writeUnit: 0.625 / 1_000_000,
  readUnit: 0.125 / 1_000_000,
  apiRequest: 1 / 1_000_000,
  customEvent: 1 / 1_000_000,
  logGigabyte: 0.5,
} as const;

/** What a deployment uses of Fairway's own machinery. What its resources cost an hour is the plan's price. */
export interface Usage {
  readonly transitions: number;
  readonly invocations: readonly Invocation[];
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly apiRequests: number;
  readonly customEvents: number;
  /** As CloudWatch Logs counts them: 26 bytes a line besides its text. */
  readonly logBytes: number;
}

export interface Invocation {
  readonly functionName: string;
  /** Duration and, where it was cold, the initialisation: both are billed. */
  readonly billedMilliseconds: number;
  readonly memoryMegabytes: number;
  readonly cold: boolean;
}

export function priceOf(usage: Usage): number {
  const gigabyteSeconds = usage.invocations.reduce(
    (sum, { billedMilliseconds, memoryMegabytes }) => sum + (billedMilliseconds / 1000) * (memoryMegabytes / 1024),
    0,
  );
  return (
    usage.transitions * prices.stateTransition +
    usage.invocations.length * prices.lambdaRequest +
    gigabyteSeconds * prices.lambdaArmGigabyteSecond +
    usage.writeUnits * prices.writeUnit +
    usage.readUnits * prices.readUnit +
    usage.apiRequests * prices.apiRequest +
    usage.customEvents * prices.customEvent +
    (usage.logBytes / 1_000_000_000) * prices.logGigabyte
  );
}
