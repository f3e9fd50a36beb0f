import { AsyncLocalStorage } from "node:async_hooks";
import type { Handler } from "../functions.ts";

/** One run of a function. Everything that its handler begins knows to which run it belongs. */
export interface Invocation {
  /** As in serverless.yml: `step-service`. */
  readonly function: string;
  readonly event: unknown;
  /** Ends the run's process: its caller is told so, and nothing that the handler still wants happens. */
  crash(): void;
  /** Begins the same run again, beside this one. */
  repeat(): void;
  readonly crashed: boolean;
}

export interface Invocations {
  around(name: string, handler: Handler): Handler;
  /** The run to which the code at work belongs; none for what the cloud or a person does. */
  current(): Invocation | undefined;
}

/** Follows every run of the functions through what it awaits. */
export function invocations(prefix: string): Invocations {
  const storage = new AsyncLocalStorage<Invocation>();

  const around = (name: string, handler: Handler): Handler => {
    const run = (event: never, context: unknown): Promise<unknown> => {
      const { promise: end, reject } = Promise.withResolvers<never>();
      let crashed = false;
      const invocation: Invocation = {
        function: name.slice(prefix.length),
        event,
        crash() {
          crashed = true;
          reject(
            Object.assign(new Error("Error: Runtime exited with error: signal: killed"), { name: "Runtime.ExitError" }),
          );
        },
        repeat: () => void run(event, context).catch(() => {}),
        get crashed() {
          return crashed;
        },
      };
      return storage.run(invocation, () => Promise.race([handler(event, context), end]));
    };
    return run;
  };

  return { around, current: () => storage.getStore() };
}
