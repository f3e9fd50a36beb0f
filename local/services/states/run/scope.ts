import type { Clock } from "../../../world/clock.ts";

/** Whoever waited was called off: a sibling branch failed, the execution was stopped or ran out of time. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

/** What waits inside a scope ends when the scope does. A child ends with its parent, and can end before. */
export interface Scope {
  readonly cancelled: boolean;
  /** Ends every wait in the scope and its children with `reason`. */
  cancel(reason?: Error): void;
  child(): Scope;
  /** Waits for what `begin` starts. `begin` returns the way to call it off. */
  wait<Value>(begin: (resolve: (value: Value) => void, reject: (error: unknown) => void) => () => void): Promise<Value>;
  sleep(clock: Clock, milliseconds: number): Promise<void>;
  /** Waits for a promise, which goes on unheard if the scope ends first. */
  follow<Value>(promise: Promise<Value>): Promise<Value>;
  /** Takes the scope out of its parent once nothing waits in it any more. */
  close(): void;
}

export function newScope(parentClosed?: (scope: Scope) => void): Scope {
  const waits = new Set<(reason: Error) => void>();
  const children = new Set<Scope>();
  let ended: Error | undefined;

  const scope: Scope = {
    get cancelled() {
      return ended !== undefined;
    },
    cancel(reason = new Cancelled()) {
      if (ended) return;
      ended = reason;
      for (const child of children) child.cancel(reason);
      for (const end of waits) end(reason);
      waits.clear();
    },
    child() {
      const child = newScope((closed) => children.delete(closed));
      children.add(child);
      if (ended) child.cancel(ended);
      return child;
    },
    wait(begin) {
      return new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        let callOff = (): void => {};
        const end = (reason: Error): void => {
          callOff();
          reject(reason);
        };
        waits.add(end);
        callOff = begin(
          (value) => {
            waits.delete(end);
            resolve(value);
          },
          (error) => {
            waits.delete(end);
            reject(error);
          },
        );
      });
    },
    sleep(clock, milliseconds) {
      return scope.wait<void>((resolve) => {
        const timer = clock.schedule(milliseconds, () => resolve());
        return () => timer.cancel();
      });
    },
    follow(promise) {
      return scope.wait((resolve, reject) => {
        promise.then(resolve, reject);
        return () => {};
      });
    },
    close() {
      parentClosed?.(scope);
    },
  };
  return scope;
}
