/** Hands an event to one of our functions again. */
export interface Replayer {
  /** `event` is JSON. Answers `absent` where there is no such function (any more). */
  replay(functionName: string, event: string): Promise<"replayed" | "absent">;
}
