/** An event that wants to be a command, before anyone has asked whether it may be one. */
export interface CommandEvent {
  readonly id: string;
  readonly source: string;
  readonly account: string;
  /** When it was sent, in milliseconds since the epoch. */
  readonly at: number;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Reads the envelope of a "Fairway Command"; `undefined` for what is none.
 *
 * `{"id": "…", "source": "my.pipeline", "account": "123456789012", "time": "…", "detail-type": "Fairway Command",
 * "detail": {"command": "restart", "service": "orders"}}`
 */
export function parseCommandEvent(event: unknown): CommandEvent | undefined {
  const { id, source, account, time, detail, ...others } = (event ?? {}) as Readonly<Record<string, unknown>>;
  const at = typeof time === "string" ? Date.parse(time) : Number.NaN;
  if (others["detail-type"] !== "Fairway Command" || Number.isNaN(at)) return undefined;
  if (typeof id !== "string" || typeof source !== "string" || typeof account !== "string") return undefined;
  if (typeof detail !== "object" || detail === null) return undefined;
  return { id, source, account, at, detail: detail as CommandEvent["detail"] };
}
