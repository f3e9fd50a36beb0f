/** Ticks: messages to the writer of the desired count that come after a while, so that a service is looked at again. */
export interface Ticks {
  /** `delaySeconds` is at most 900. */
  send(tick: Tick, delaySeconds: number): Promise<void>;
  /** Has a message that could not be done come again sooner than the queue would show it. */
  showAgain(receiptHandle: string, seconds: number): Promise<void>;
}

export interface Tick {
  readonly service: string;
  /**
   * Of the scaler's own ticks of a service only the one with the generation that its state names is heeded. One without
   * is someone's request to look, and always is.
   */
  readonly generation?: number;
}
