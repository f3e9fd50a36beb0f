/** Step Functions' task tokens: how a machine that waits for an answer from outside gets one. */
export interface TaskTokens {
  /** `gone`: nobody waits for this token any more, since it timed out, was answered, or its execution is over. */
  succeed(taskToken: string): Promise<"answered" | "gone">;
  fail(taskToken: string, error: { readonly name: string; readonly message: string }): Promise<"answered" | "gone">;
}
