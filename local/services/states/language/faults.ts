/**
 * Something in the definition and the data do not fit: a path finds nothing, an intrinsic function gets a wrong
 * argument. Thrown by the pure functions of the language, which do not know in which state they are used.
 */
export class Fault extends Error {
  override readonly name = "Fault";
  /** `States.Runtime` unless the language has a name of its own for it. */
  readonly error: string;

  constructor(message: string, error = "States.Runtime") {
    super(message);
    this.error = error;
  }
}

/** A state failed: what `Retry` and `Catch` look at, and what the execution fails with when they do not help. */
export class StateFailure extends Error {
  override readonly name = "StateFailure";
  readonly error: string | undefined;
  readonly reason: string | undefined;
  /** Further names under which `ErrorEquals` finds it: `States.HeartbeatTimeout` is reported as `States.Timeout`. */
  readonly aliases: readonly string[];

  constructor(error: string | undefined, reason?: string, aliases: readonly string[] = []) {
    super(`${error}: ${reason}`);
    this.error = error;
    this.reason = reason;
    this.aliases = aliases;
  }
}
