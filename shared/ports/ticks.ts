/** Ticks: messages to ourselves that come after a while, so that a service is looked at again. */
export interface Ticks {
  /** `delaySeconds` is at most 900. */
  send(tick: Tick, delaySeconds: number): Promise<void>;
}

export interface Tick {
  readonly service: string;
  /** Of all ticks of a service only the one with the generation that its state names is heeded. */
  readonly generation: number;
}
