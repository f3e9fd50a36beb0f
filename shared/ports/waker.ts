/** Wakes functions before they are needed, so that nobody waits for their start. */
export interface Waker {
  /** Never rejects: who is not woken starts cold, and nothing else is lost. */
  wake(functions: readonly string[]): Promise<void>;
}

/** The event which a function that can be woken answers by doing nothing. */
export const wakeEvent = { wake: true } as const;

export function isWakeEvent(event: unknown): boolean {
  return typeof event === "object" && event !== null && "wake" in event;
}
